import RedisTimeSeries
import Testing
import TypedRedis

@Suite struct TimeSeriesInfoTests {
  private let common: [(String, any Reply)] = [
    ("totalSamples", 100), ("memoryUsage", 4184), ("firstTimestamp", 1000), ("lastTimestamp", 5000), ("retentionTime", 60_000),
    ("chunkCount", 1), ("chunkSize", 4096), ("chunkType", "compressed"), ("duplicatePolicy", RESPValue.null),
    ("sourceKey", RESPValue.null), ("ignoreMaxTimeDiff", 0),
  ]

  private func old(_ more: [(String, any Reply)]) -> RESPValue {
    .array((common + more).flatMap { [text($0.0), $0.1.reply] })
  }

  private func new(_ more: [(String, any Reply)]) -> RESPValue {
    .map((common + more).map { RESPValue.Pair(text($0.0), $0.1.reply) })
  }

  @Test func bothProtocols() throws {
    let old = old([
      ("labels", list(list("room", "a"))), ("rules", list(list("day", 86_400_000, "AVG", 0))), ("ignoreMaxValDiff", "0.5"),
    ])
    let new = new([
      ("labels", map(["room": "a"])), ("rules", map(["day": list(86_400_000, "AVG", 0)])), ("ignoreMaxValDiff", 0.5),
    ])
    let info = try read(Commands.TS_INFO.self, old)
    #expect(try read(Commands.TS_INFO.self, new) == info)
    #expect(info.sampleCount == 100)
    #expect(info.retention == .seconds(60))
    #expect(info.duplicatePolicy == nil)
    #expect(info.labels == [TimeSeriesLabel(name: "room", value: "a")])
    #expect(info.rules == [TimeSeriesRule(destination: "day", bucketDuration: .seconds(86_400), aggregator: "AVG")])
    #expect(info.ignoredValueDifference == 0.5)
  }

  @Test func chunks() throws {
    let chunk: KeyValuePairs<String, any Reply> = [
      "startTimestamp": 1000, "endTimestamp": 5000, "samples": 100, "size": 4096, "bytesPerSample": "40.96",
    ]
    let flat = RESPValue.array(chunk.flatMap { [text($0.key), $0.value.reply] })
    let old = old([("labels", list()), ("rules", list()), ("keySelfName", "temp:1"), ("Chunks", list(flat))])
    let new = new([("labels", map([:])), ("rules", map([:])), ("keySelfName", "temp:1"), ("Chunks", list(map(chunk)))])
    let info = try read(Commands.TS_INFO.Debug.self, old)
    #expect(try read(Commands.TS_INFO.Debug.self, new) == info)
    #expect(info.key == "temp:1")
    #expect(info.chunks.first?.bytesPerSample == 40.96)
    #expect(info.chunks.first?.lastTimestamp == UnixTime(milliseconds: 5000))
  }
}
