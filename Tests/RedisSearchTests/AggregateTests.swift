import RedisSearch
import Testing
import TypedRedis

@Suite struct AggregateTests {
  private func results(_ rows: RESPValue...) -> RESPValue {
    let wrapped = rows.map { map(["extra_attributes": $0, "values": list()]) }
    return map([
      "attributes": list(), "warning": list(), "total_results": rows.count, "format": "STRING", "results": .array(wrapped) as RESPValue,
    ])
  }

  @Test func rows() throws {
    let old = list(2, list("city", "Oslo", "n", "3"), list("city", RESPValue.null, "names", list("a", "b")))
    let new = results(map(["city": "Oslo", "n": "3"]), map(["city": RESPValue.null, "names": list("a", "b")]))
    for reply in [old, new] {
      let rows = try read(Commands.FT_AGGREGATE.self, reply).rows
      #expect(
        rows == [
          AggregateRow(fields: ["city": .value("Oslo"), "n": .value("3")]),
          AggregateRow(fields: ["city": .missing, "names": .list([.value("a"), .value("b")])]),
        ])
      #expect(rows.first?["city"]?.string == "Oslo")
      #expect(rows.last?["city"] == nil)
      #expect(rows.last?.list("names") == ["a", "b"])
    }
    #expect(try read(Commands.FT_AGGREGATE.self, old) == read(Commands.FT_AGGREGATE.self, new))
  }

  @Test func nothing() throws {
    let expected = AggregateRows<RedisBytes>(rows: [])
    for reply in [list(0), list(), results()] { #expect(try read(Commands.FT_AGGREGATE.self, reply) == expected) }
  }

  @Test func cursors() throws {
    let old = list(list(1, list("n", "1")), 42)
    let new = list(results(map(["n": "1"])), 42)
    let expected = AggregatePage<RedisBytes>(rows: AggregateRows(rows: [AggregateRow(fields: ["n": .value("1")])]), cursor: 42)
    #expect(try read(Commands.FT_AGGREGATE.WithCursor.self, old) == expected)
    #expect(try read(Commands.FT_AGGREGATE.WithCursor.self, new) == expected)
    #expect(try read(Commands.FT_CURSOR_READ.self, old) == expected)
    #expect(try read(Commands.FT_CURSOR_READ.self, new) == expected)
  }

  /// What `COLLECT` makes is a list of maps in RESP3 and a list of lists in RESP2.
  @Test func collections() throws {
    let old = list(1, list("best", list(list("name", "a"), list("name", "b"))))
    let new = results(map(["best": list(map(["name": "a"]), map(["name": "b"]))]))
    let rows = try read(Commands.FT_AGGREGATE.self, old)
    #expect(try read(Commands.FT_AGGREGATE.self, new) == rows)
    #expect(rows.rows.first?.list("best") == ["name", "a", "name", "b"])
  }

  @Test func asAReplyAgain() throws {
    let page = try read(Commands.FT_AGGREGATE.WithCursor.self, list(list(1, list("n", "1", "l", list("x"))), 7))
    #expect(try read(Commands.FT_AGGREGATE.WithCursor.self, page.respValue) == page)
  }

  @Test func hybrid() throws {
    let row = list("__key", "doc1", "__score", "0.03")
    let old = list("total_results", 5, "results", list(row), "warnings", list(), "execution_time", "1.5")
    let new = map([
      "total_results": 5, "results": list(map(["__key": "doc1", "__score": "0.03"])), "warnings": list(), "execution_time": 1.5,
    ])
    for reply in [old, new] {
      let results = try read(Commands.FT_HYBRID.self, reply)
      #expect(results.total == 5)
      #expect(results.rows == [AggregateRow(fields: ["__key": .value("doc1"), "__score": .value("0.03")])])
      #expect(results.executionTime == .microseconds(1500))
      #expect(results.warnings.isEmpty)
    }
  }

  /// Lists in lists without end come from no server.
  @Test func deepRows() throws {
    var value = text("x")
    for _ in 0..<40 { value = list(value) }
    #expect(throws: RedisError.self) { try read(Commands.FT_AGGREGATE.self, list(1, list("n", value))) }
  }
}
