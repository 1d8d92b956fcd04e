import CommandTestSupport
import RedisTimeSeries
import Testing
import TypedRedis

/// Calls as they are written, and what they send.
@Suite struct SentTests {
  init() { CommandCatalog.register(.timeSeries) }

  private func expect(_ command: some RedisCommand, _ words: String) {
    expectWire(command, words.split(separator: " ").map { String($0) })
  }

  @Test func samples() {
    let time = UnixTime(milliseconds: 1000)
    expect(
      Commands.TS_ADD(
        key: "t", timestamp: .now, value: 1.5, retention: 60_000, encoding: .compressed, onDuplicate: .keepLast,
        labels: [(label: "room", value: "a")]),
      "TS.ADD t * 1.5 RETENTION 60000 ENCODING COMPRESSED ON_DUPLICATE LAST LABELS room a")
    expect(
      Commands.TS_MADD(samples: [(key: "a", timestamp: .at(time), value: 1), (key: "b", timestamp: .now, value: 2)]),
      "TS.MADD a 1000 1 b * 2")
    expect(Commands.TS_DEL(key: "t", from: time, to: UnixTime(milliseconds: 2000)), "TS.DEL t 1000 2000")
  }

  @Test func ranges() {
    let time = UnixTime(milliseconds: 1000)
    expect(
      Commands.TS_RANGE(
        key: "t", from: .earliest, to: .at(time), filterByValue: (min: 0, max: 9), count: 5,
        aggregation: .init(align: .start, aggregator: .average, bucketDuration: 500, includeEmpty: true)),
      "TS.RANGE t - 1000 FILTER_BY_VALUE 0 9 COUNT 5 ALIGN start AGGREGATION AVG 500 EMPTY")
    expect(
      Commands.TS_RANGE.Aggregates(key: "t", from: .earliest, to: .latest, aggregators: [.min, .max], bucketDuration: 500),
      "TS.RANGE t - + AGGREGATION MIN,MAX 500")
    expect(
      Commands.TS_MRANGE.Grouped(
        from: .earliest, to: .latest, labels: .selected(["room"]), filter: ["type=temp", "room!="], groupBy: "room", reduce: .max),
      "TS.MRANGE - + SELECTED_LABELS room FILTER type=temp room!= GROUPBY room REDUCE MAX")
    expect(
      Commands.TS_MRANGE.GroupedAggregates(
        from: .earliest, to: .latest, aggregators: [.average, .populationDeviation, .timeWeightedAverage], bucketDuration: 500,
        filter: ["type=temp"], groupBy: "room", reduce: .max),
      "TS.MRANGE - + AGGREGATION AVG,STD.P,TWA 500 FILTER type=temp GROUPBY room REDUCE MAX")
    expect(
      Commands.TS_NRANGE(
        keys: ["a", "b"], from: .earliest, to: .latest, aggregation: .init(aggregators: ["avg", "min,max"], bucketDuration: 500)),
      "TS.NRANGE 2 a b - + AGGREGATION avg min,max 500")
  }

  /// The server may hold the reply back, for as long as the call says.
  @Test func waiting() {
    #expect(Commands.TS_READ.traits.isBlocking)
    #expect(Commands.TS_READ.descriptor.traits == Commands.TS_READ.traits)
    let waiting = Commands.TS_READ(key: "t", from: .new, block: (milliseconds: 1500, minCount: 2))
    #expect(waiting.blocking == .limited(.milliseconds(1500)))
    #expect(Commands.TS_READ(key: "t", from: .new, block: (milliseconds: 0, minCount: 1)).blocking == .forever)
    #expect(Commands.TS_READ(key: "t", from: .new).blocking == BlockingTime.none)
    expect(waiting, "TS.READ t $ BLOCK 1500 2")
    let words: [RedisValue] = ["TS.READ", "t", "$", "BLOCK", 1500, 2]
    #expect(Commands.TS_READ.descriptor.blocking?.time(in: words) == .limited(.milliseconds(1500)))
  }
}
