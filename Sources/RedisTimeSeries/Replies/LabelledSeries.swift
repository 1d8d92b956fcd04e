import TypedRedis

/// A time series and some of its samples.
public typealias TimeSeriesRange = LabelledSeries<TimeSeriesSample>
/// A time series and several aggregates of its samples.
public typealias TimeSeriesRowRange = LabelledSeries<TimeSeriesRow>

/// A time series that was found by its labels, and what was read of it.
public struct LabelledSeries<Sample: RESPDecodable & Hashable>: RESPRecord, Hashable {
  public var key: RedisBytes
  /// Empty unless they were asked for.
  public var labels: [RedisBytes: RedisBytes]
  public var samples: [Sample]

  public init(key: RedisBytes, labels: [RedisBytes: RedisBytes] = [:], samples: [Sample]) {
    self.key = key
    self.labels = labels
    self.samples = samples
  }

  public static var fieldCount: Int { 3 }

  /// Three fields in RESP2; in RESP3 the name as a key, the others in a list, in which the names of the aggregators are too.
  public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    let series = try reader.readSeriesBeginning(fields: count)
    (key, labels) = (series.key, series.labels)
    for _ in 2..<series.parts {
      // Who asked knows which aggregators these are, and RESP2 does not say.
      _ = try reader.readField("aggregators", as: [String: [String]].self)
    }
    samples = try reader.readField("samples")
  }
}

extension RESPReader {
  /// The key and the labels of a time series that was found by its labels, and how many parts its details have.
  mutating func readSeriesBeginning(
    fields count: Int
  ) throws(RedisError) -> (key: RedisBytes, labels: [RedisBytes: RedisBytes], parts: Int) {
    guard count >= 2 else { throw .unexpected("a time series", got: "\(count) fields") }
    let key: RedisBytes = try readField("key")
    let parts = count == 2 ? try readSeriesHeader() : count - 1
    var labels = SeriesLabels()
    try labels.read("labels", from: &self)
    return (key, labels.labels, parts)
  }

  /// How many parts the details of a time series have: labels come first and samples last.
  mutating func readSeriesHeader() throws(RedisError) -> Int {
    do throws(RedisError) {
      let count = try readArrayHeader()
      guard count >= 2 else { throw .unexpected("labels and samples", got: "\(count) fields") }
      return count
    } catch {
      throw error.at(.field("details"))
    }
  }
}
