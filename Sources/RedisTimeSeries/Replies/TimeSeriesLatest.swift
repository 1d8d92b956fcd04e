import TypedRedis

/// A time series that was found by its labels, and its latest sample.
public struct TimeSeriesLatest: RESPRecord, Hashable {
  public var key: RedisBytes
  /// Empty unless they were asked for.
  public var labels: [RedisBytes: RedisBytes]
  /// Nil if the series is empty.
  public var sample: TimeSeriesSample?

  public init(key: RedisBytes, labels: [RedisBytes: RedisBytes] = [:], sample: TimeSeriesSample?) {
    self.key = key
    self.labels = labels
    self.sample = sample
  }

  public static var fieldCount: Int { 3 }

  /// Three fields in RESP2; in RESP3 the name as a key, the others in a list.
  public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    let series = try reader.readSeriesBeginning(fields: count)
    (key, labels) = (series.key, series.labels)
    do throws(RedisError) {
      sample = try reader.readOptional(TimeSeriesSample.self)
    } catch {
      throw error.at(.field("sample"))
    }
    if count == 2 { for _ in 2..<series.parts { try reader.skip() } }
  }
}
