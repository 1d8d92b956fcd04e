import RedisTimeSeries
import Testing
import TypedRedis

/// What is read of time series in RESP2 and in RESP3.
@Suite struct SeriesTests {
  private func sample(_ time: Int, _ value: Double) -> TimeSeriesSample {
    TimeSeriesSample(timestamp: UnixTime(milliseconds: time), value: value)
  }

  private func row(_ time: Int, _ values: Double...) -> TimeSeriesRow {
    TimeSeriesRow(timestamp: UnixTime(milliseconds: time), values: values)
  }

  private let oldSamples = list(list(1000, RESPValue.simpleString("1.5")), list(2000, RESPValue.simpleString("2")))
  private let newSamples = list(list(1000, 1.5), list(2000, 2.0))

  @Test func samples() throws {
    let expected = [sample(1000, 1.5), sample(2000, 2)]
    #expect(try read(Commands.TS_RANGE.self, oldSamples) == expected)
    #expect(try read(Commands.TS_RANGE.self, newSamples) == expected)
    #expect(try read(Commands.TS_READ.self, oldSamples) == expected)
    #expect(try read(Commands.TS_REVRANGE.self, list()) == [])
  }

  @Test func rows() throws {
    let expected = [row(1000, 1, 9), row(2000, 2, 8)]
    #expect(try read(Commands.TS_RANGE.Aggregates.self, list(list(1000, "1", "9"), list(2000, "2", "8"))) == expected)
    #expect(try read(Commands.TS_RANGE.Aggregates.self, list(list(1000, 1.0, 9.0), list(2000, 2.0, 8.0))) == expected)
    // Several time series: the values are in a list of their own, and one may be missing.
    let old = list(list(1000, list("1", "9")), list(2000, list("2", "NaN")))
    let new = list(list(1000, list(1.0, 9.0)), list(2000, list(2.0, Double.nan)))
    for reply in [old, new] {
      let rows = try read(Commands.TS_NRANGE.self, reply)
      #expect(rows.first == expected.first)
      #expect(rows.last?.values.first == 2)
      #expect(rows.last?.values.last?.isNaN == true)
    }
  }

  @Test func seriesByLabels() throws {
    let old = list(list("temp:1", list(list("room", "a"), list("floor", RESPValue.null)), oldSamples), list("temp:2", list(), list()))
    let new = map([
      "temp:1": list(map(["room": "a", "floor": RESPValue.null]), map(["aggregators": list()]), newSamples),
      "temp:2": list(map([:]), map(["aggregators": list("avg")]), list()),
    ])
    let expected = [
      TimeSeriesRange(key: "temp:1", labels: ["room": "a"], samples: [sample(1000, 1.5), sample(2000, 2)]),
      TimeSeriesRange(key: "temp:2", samples: []),
    ]
    #expect(try read(Commands.TS_MRANGE.self, old) == expected)
    #expect(try read(Commands.TS_MRANGE.self, new) == expected)
    #expect(try read(Commands.TS_MREVRANGE.self, list()) == [])
  }

  @Test func groups() throws {
    let expected = [
      TimeSeriesGroup(
        name: "type=stock", labels: ["type": "stock"], reducer: "max", sources: ["a", "b"],
        samples: [sample(1000, 1.5), sample(2000, 2)])
    ]
    let pairs = (list("type", "stock"), list("__reducer__", "max"), list("__source__", "a,b"))
    let old = list(list("type=stock", list(pairs.0, pairs.1, pairs.2), oldSamples))
    let apart = list(list("type=stock", list(pairs.0), pairs.1, pairs.2, oldSamples))
    let new = map([
      "type=stock": list(
        map(["type": "stock"]), map(["reducers": list("max")]), map(["sources": list("a", "b")]), newSamples)
    ])
    for reply in [old, apart, new] { #expect(try read(Commands.TS_MRANGE.Grouped.self, reply) == expected) }
    let bare = list(list("type=stock", list(), list()))
    #expect(try read(Commands.TS_MRANGE.Grouped.self, bare) == [TimeSeriesGroup(name: "type=stock", samples: [])])
  }

  /// Of several aggregators RESP3 names those, and who the group is made of is among its labels, as in RESP2.
  @Test func groupsOfRows() throws {
    let labels = list(list("type", "stock"), list("__reducer__", "max"), list("__source__", "a,b"))
    let labelMap = map(["type": "stock", "__reducer__": "max", "__source__": "a,b"])
    let old = list(list("type=stock", labels, list(list(1000, "1", "9"))))
    let new = map(["type=stock": list(labelMap, map(["aggregators": list("min", "max")]), list(list(1000, 1.0, 9.0)))])
    let expected = [
      TimeSeriesRowGroup(
        name: "type=stock", labels: ["type": "stock"], reducer: "max", sources: ["a", "b"], samples: [row(1000, 1, 9)])
    ]
    #expect(try read(Commands.TS_MRANGE.GroupedAggregates.self, old) == expected)
    #expect(try read(Commands.TS_MRANGE.GroupedAggregates.self, new) == expected)
    let bare = [TimeSeriesRowGroup(name: "type=stock", samples: [row(1000, 1, 9)])]
    let oldBare = list(list("type=stock", list(), list(list(1000, "1", "9"))))
    let newBare = map(["type=stock": list(map([:]), map(["aggregators": list("min", "max")]), list(list(1000, 1.0, 9.0)))])
    #expect(try read(Commands.TS_MRANGE.GroupedAggregates.self, oldBare) == bare)
    #expect(try read(Commands.TS_MRANGE.GroupedAggregates.self, newBare) == bare)
  }

  /// RESP3 may say it in both places.
  @Test func whatAGroupIsMadeOfIsNoLabel() throws {
    let new = map([
      "type=stock": list(
        map(["type": "stock", "__reducer__": "max", "__source__": "a,b"]), map(["reducers": list("max")]),
        map(["sources": list("a", "b")]), newSamples)
    ])
    let group = try #require(try read(Commands.TS_MRANGE.Grouped.self, new).first)
    #expect(group.labels == ["type": "stock"])
    #expect(group.reducer == "max")
    #expect(group.sources == ["a", "b"])
  }

  @Test func latest() throws {
    #expect(try read(Commands.TS_GET.self, list(1000, "1.5")) == sample(1000, 1.5))
    #expect(try read(Commands.TS_GET.self, list(1000, 1.5)) == sample(1000, 1.5))
    #expect(try read(Commands.TS_GET.self, list()) == nil)
    let old = list(list("a", list(list("room", "x")), list(1000, "1.5")), list("b", list(), list()))
    let new = map(["a": list(map(["room": "x"]), list(1000, 1.5)), "b": list(map([:]), list())])
    let expected = [
      TimeSeriesLatest(key: "a", labels: ["room": "x"], sample: sample(1000, 1.5)), TimeSeriesLatest(key: "b", sample: nil),
    ]
    #expect(try read(Commands.TS_MGET.self, old) == expected)
    #expect(try read(Commands.TS_MGET.self, new) == expected)
  }

  @Test func oneSampleOfManyIsRefused() throws {
    let error = ServerError(line: "TSDB: the key does not exist")
    let added = try read(Commands.TS_MADD.self, list(1000, RESPValue.error(error), 3000))
    #expect(added.map(\.timestamp?.milliseconds) == [1000, nil, 3000])
    #expect(added.map(\.error) == [nil, error, nil])
  }

  @Test func otherShapesAreRefused() {
    #expect(throws: RedisError.self) { try read(Commands.TS_MRANGE.self, list(list("a"))) }
    #expect(throws: RedisError.self) { try read(Commands.TS_MRANGE.self, map(["a": list(map([:]))])) }
    #expect(throws: RedisError.self) { try read(Commands.TS_NRANGE.self, list(list(1000))) }
    #expect(throws: RedisError.self) { try read(Commands.TS_MGET.self, map(["a": 3])) }
  }
}
