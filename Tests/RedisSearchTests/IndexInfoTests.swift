import RedisSearch
import Testing
import TypedRedis

@Suite struct IndexInfoTests {
  @Test func fields() throws {
    let old = list(
      "identifier", "$.name", "attribute", "name", "type", "TEXT", "WEIGHT", "1.5", "SORTABLE", "UNF", "NOSTEM")
    let new = map([
      "identifier": "$.name", "attribute": "name", "type": "TEXT", "WEIGHT": 1.5, "flags": list("SORTABLE", "UNF", "NOSTEM"),
    ])
    let expected = IndexAttribute(
      identifier: "$.name", attribute: "name", type: "TEXT", flags: ["SORTABLE", "UNF", "NOSTEM"], options: ["WEIGHT": "1.5"])
    #expect(try attribute(old) == expected)
    #expect(try attribute(new) == expected)
  }

  @Test func vectors() throws {
    let old = list(
      "identifier", "v", "attribute", "v", "type", "VECTOR", "algorithm", "HNSW", "data_type", "FLOAT32", "dim", 4,
      "distance_metric", "L2", "INDEXMISSING")
    let field = try #require(try attribute(old))
    #expect(field.options == ["algorithm": "HNSW", "data_type": "FLOAT32", "dim": "4", "distance_metric": "L2"])
    #expect(field.flags == ["INDEXMISSING"])
  }

  private func attribute(_ reply: RESPValue) throws -> IndexAttribute? {
    try read(Commands.FT_INFO.self, info([("attributes", list(reply))])).attributes.first
  }

  private func info(_ more: [(String, RESPValue)]) -> RESPValue {
    var fields: [(String, RESPValue)] = [
      ("index_name", text("idx")), ("index_options", list()),
      ("index_definition", list("key_type", "HASH", "prefixes", list("doc:"), "default_score", "1")), ("num_docs", text("2")),
    ]
    fields += more
    return .array(fields.flatMap { [text($0.0), $0.1] })
  }

  @Test func resp2() throws {
    let broken = RedisBytes([0x62, 0xff])
    let errors = list("indexing failures", 1, "last indexing error", RESPValue.bulk(broken), "last indexing error key", "doc:1")
    let info = try read(
      Commands.FT_INFO.self,
      info([
        ("attributes", list()), ("inverted_sz_mb", text("0.25")), ("records_per_doc_avg", text("nan")), ("indexing", text("3")),
        ("percent_indexed", text("0.5")), ("total_indexing_time", text("4.5")), ("cleaning", .integer(0)),
        ("gc_stats", list("bytes_collected", "10", "average_cycle_time_ms", "nan")), ("cursor_stats", list("global_idle", 0)),
        ("dialect_stats", list("dialect_1", 3)), ("Index Errors", errors), ("new in 9", .integer(1)),
        ("field statistics", list(list("identifier", "a", "attribute", "a", "Index Errors", errors))),
      ]))
    #expect(info.name == "idx")
    #expect(info.documentCount == 2)
    #expect(info.definition.prefixes == ["doc:"])
    #expect(info.definition.score == 1)
    #expect(info.invertedIndexSize == 0.25)
    #expect(info.recordsPerDocument?.isNaN == true)
    #expect(info.indexingShards == 3)
    #expect(info.cleaningShards == 0)
    #expect(info.indexingTime == .microseconds(4500))
    #expect(info.garbageCollection?["bytes_collected"] == 10)
    #expect(info.dialects == ["dialect_1": 3])
    #expect(info.errors?.lastError == broken)
    #expect(info.errors?.lastErrorKey == "doc:1")
    #expect(info.fieldStatistics?.first?.errors.failures == 1)
    #expect(info.otherFields == ["new in 9": .integer(1)])
    #expect(info.termCount == nil)
  }
}
