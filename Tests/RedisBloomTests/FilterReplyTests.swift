import RedisBloom
import Testing
import TypedRedis

/// Bloom and cuckoo filters.
@Suite struct FilterReplyTests {
  @Test func yesAndNo() throws {
    for (yes, no) in [(":1\r\n", ":0\r\n"), ("#t\r\n", "#f\r\n")] {
      #expect(try read(Commands.BF_ADD.self, yes))
      #expect(try !read(Commands.BF_EXISTS.self, no))
      #expect(try read(Commands.CF_ADD.self, yes))
      #expect(try !read(Commands.CF_ADDNX.self, no))
      #expect(try !read(Commands.CF_DEL.self, no))
      #expect(try read(Commands.BF_MEXISTS.self, "*2\r\n\(yes)\(no)") == [true, false])
      #expect(try read(Commands.CF_MEXISTS.self, "*2\r\n\(yes)\(no)") == [true, false])
    }
  }

  @Test func additions() throws {
    for (yes, no) in [(":1\r\n", ":0\r\n"), ("#t\r\n", "#f\r\n")] {
      let full = ServerError(line: "ERR non scaling filter is full")
      let reply = "*3\r\n\(yes)\(no)-ERR non scaling filter is full\r\n"
      #expect(try read(Commands.BF_MADD.self, reply) == [.added, .alreadyThere, .refused(full)])
      #expect(try read(Commands.BF_INSERT.self, reply) == [.added, .alreadyThere, .refused(full)])
      #expect(try read(Commands.BF_INSERT.self, "*1\r\n+filter is full\r\n") == [.refused(ServerError(line: "filter is full"))])
      #expect(try read(Commands.CF_INSERT.self, "*2\r\n\(yes):-1\r\n") == [.added, .full])
      #expect(try read(Commands.CF_INSERTNX.self, "*3\r\n\(yes)\(no):-1\r\n") == [.added, .alreadyThere, .full])
    }
    #expect(throws: RedisError.self) { try read(Commands.CF_INSERT.self, "*1\r\n:2\r\n") }
    #expect(throws: RedisError.self) { try read(Commands.CF_INSERT.self, "*1\r\n$-1\r\n") }
    let refused = #expect(throws: RedisError.self) { try read(Commands.BF_MADD.self, "-ERR not found\r\n") }
    #expect(refused?.code == .server)
    #expect([FilterAddition.added, .alreadyThere, .full].map(\.wasAdded) == [true, false, false])
  }

  private static let fields = ["Capacity", "Size", "Number of filters", "Number of items inserted", "Expansion rate"]

  private func info(_ header: String, expansion: String) -> String {
    let values = [":100\r\n", ":240\r\n", ":1\r\n", ":2\r\n", expansion]
    return zip(Self.fields, values).reduce(header) { $0 + "+\($1.0)\r\n\($1.1)" }
  }

  @Test func descriptionsOfABloomFilter() throws {
    for (header, null) in [("*10\r\n", "$-1\r\n"), ("%5\r\n", "_\r\n")] {
      let growing = try read(Commands.BF_INFO.self, info(header, expansion: ":2\r\n"))
      #expect(growing == BloomFilterInfo(capacity: 100, size: 240, filterCount: 1, itemCount: 2, expansion: 2))
      #expect(try read(Commands.BF_INFO.self, info(header, expansion: null)).expansion == nil)
    }
  }

  /// A list of one in RESP2, and in RESP3 also a map of one.
  @Test func figuresOfABloomFilter() throws {
    for reply in ["*1\r\n:100\r\n", "%1\r\n+Capacity\r\n:100\r\n", ":100\r\n"] {
      #expect(try read(Commands.BF_INFO.Figure.self, reply) == 100)
    }
    for reply in ["*1\r\n$-1\r\n", "*1\r\n_\r\n", "%1\r\n+Expansion rate\r\n_\r\n"] {
      #expect(try read(Commands.BF_INFO.Figure.self, reply) == nil)
    }
  }

  @Test func descriptionsOfACuckooFilter() throws {
    let fields = [
      "Size", "Number of buckets", "Number of filters", "Number of items inserted", "Number of items deleted",
      "Bucket size", "Expansion rate", "Max iterations",
    ]
    let pairs = fields.enumerated().map { "+\($1)\r\n:\($0 + 1)\r\n" }.joined()
    for header in ["*16\r\n", "%8\r\n"] {
      let info = try read(Commands.CF_INFO.self, header + pairs)
      #expect(
        info
          == CuckooFilterInfo(
            size: 1, bucketCount: 2, filterCount: 3, itemCount: 4, deletedCount: 5, bucketSize: 6, expansion: 7,
            maxIterations: 8))
    }
  }

  @Test func dumps() throws {
    #expect(try read(Commands.BF_SCANDUMP.self, "*2\r\n:1\r\n" + "head".bulk) == FilterChunk(iterator: 1, data: "head"))
    #expect(try read(Commands.BF_SCANDUMP.self, "*2\r\n:0\r\n" + "".bulk) == FilterChunk(iterator: 0, data: ""))
    for null in ["$-1\r\n", "_\r\n"] {
      #expect(try read(Commands.CF_SCANDUMP.self, "*2\r\n:0\r\n" + null) == FilterChunk(iterator: 0, data: nil))
    }
    try read(Commands.BF_LOADCHUNK.self, "+OK\r\n")
    try read(Commands.CF_LOADCHUNK.self, "+OK\r\n")
  }
}
