import RedisBloom
import Testing
import TypedRedis

/// Count-min sketches, top-k lists and t-digests.
@Suite struct SketchReplyTests {
  @Test func countMinSketches() throws {
    #expect(try read(Commands.CMS_QUERY.self, "*2\r\n:3\r\n:0\r\n") == [3, 0])
    #expect(try read(Commands.CMS_INCRBY.self, "*1\r\n:9\r\n") == [9])
    for header in ["*6\r\n", "%3\r\n"] {
      let info = try read(Commands.CMS_INFO.self, header + "+width\r\n:2000\r\n+depth\r\n:7\r\n+count\r\n:12\r\n")
      #expect(info == CountMinSketchInfo(width: 2000, depth: 7, count: 12))
    }
  }

  @Test func itemsThatWereDrivenOut() throws {
    for null in ["$-1\r\n", "_\r\n"] {
      #expect(try read(Commands.TOPK_ADD.self, "*2\r\n\(null)" + "old".bulk) == [nil, "old"])
      #expect(try read(Commands.TOPK_INCRBY.self, "*1\r\n\(null)") == [nil])
    }
    #expect(try read(Commands.TOPK_QUERY.self, "*2\r\n:1\r\n:0\r\n") == [true, false])
    #expect(try read(Commands.TOPK_QUERY.self, "*2\r\n#t\r\n#f\r\n") == [true, false])
  }

  @Test func topKLists() throws {
    #expect(try read(Commands.TOPK_LIST.self, "*3\r\n" + "a".bulk + "b".bulk + "$-1\r\n") == ["a", "b"])
    let flat = "*4\r\n" + "a".bulk + ":5\r\n" + "b".bulk + ":2\r\n"
    let nested = "*2\r\n*2\r\n" + "a".bulk + ":5\r\n*2\r\n" + "b".bulk + ":2\r\n"
    for reply in [flat, nested] {
      #expect(
        try read(Commands.TOPK_LIST.WithCount.self, reply)
          == [CountedItem(item: "a", count: 5), CountedItem(item: "b", count: 2)])
    }
    #expect(try read(Commands.TOPK_LIST.WithCount.self, "*0\r\n") == [])
  }

  /// RESP2 says the decay as text.
  @Test func descriptionsOfATopKList() throws {
    for (header, decay) in [("*8\r\n", "+0.9\r\n"), ("*8\r\n", "0.9".bulk), ("%4\r\n", ",0.9\r\n")] {
      let info = try read(Commands.TOPK_INFO.self, header + "+k\r\n:50\r\n+width\r\n:8\r\n+depth\r\n:7\r\n+decay\r\n" + decay)
      #expect(info == TopKInfo(k: 50, width: 8, depth: 7, decay: 0.9))
    }
  }

  @Test func estimates() throws {
    for reply in ["*3\r\n,1.5\r\n,inf\r\n,-inf\r\n", "*3\r\n" + "1.5".bulk + "inf".bulk + "-inf".bulk] {
      #expect(try read(Commands.TDIGEST_QUANTILE.self, reply) == [1.5, .infinity, -.infinity])
      #expect(try read(Commands.TDIGEST_BYRANK.self, reply) == [1.5, .infinity, -.infinity])
      #expect(try read(Commands.TDIGEST_BYREVRANK.self, reply) == [1.5, .infinity, -.infinity])
      #expect(try read(Commands.TDIGEST_CDF.self, reply) == [1.5, .infinity, -.infinity])
    }
    for reply in [",nan\r\n", "nan".bulk, "+nan\r\n"] {
      #expect(try read(Commands.TDIGEST_MIN.self, reply).isNaN)
      #expect(try read(Commands.TDIGEST_MAX.self, reply).isNaN)
      #expect(try read(Commands.TDIGEST_TRIMMED_MEAN.self, reply).isNaN)
    }
    #expect(try read(Commands.TDIGEST_MIN.self, "-2.5".bulk) == -2.5)
  }

  @Test func ranks() throws {
    let ranks = try read(Commands.TDIGEST_RANK.self, "*4\r\n:0\r\n:7\r\n:-1\r\n:-2\r\n")
    #expect(ranks == [.at(0), .at(7), .beforeAll, .emptyDigest])
    #expect(ranks.map(\.rank) == [0, 7, 0, nil])
    #expect(try read(Commands.TDIGEST_REVRANK.self, "*1\r\n:-1\r\n") == [.beforeAll])
    #expect(throws: RedisError.self) { try read(Commands.TDIGEST_RANK.self, "*1\r\n:-3\r\n") }
  }

  @Test func descriptionsOfATDigest() throws {
    let fields = [
      "Compression", "Capacity", "Merged nodes", "Unmerged nodes", "Merged weight", "Unmerged weight", "Observations",
      "Total compressions", "Memory usage",
    ]
    let pairs = fields.enumerated().map { "+\($1)\r\n:\($0 + 1)\r\n" }.joined()
    for (header, more) in [("*18\r\n", ""), ("%9\r\n", ""), ("%10\r\n", "+New\r\n:1\r\n")] {
      let info = try read(Commands.TDIGEST_INFO.self, header + pairs + more)
      #expect(info.compression == 1 && info.observations == 7 && info.memoryUsage == 9)
      #expect(info.otherFields == (more.isEmpty ? [:] : ["New": .integer(1)]))
    }
  }
}
