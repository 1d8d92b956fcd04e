import TypedRedis

/// Samples that several time series were made into.
public typealias TimeSeriesGroup = GroupedSeries<TimeSeriesSample>
/// Several aggregates of the samples that several time series were made into.
public typealias TimeSeriesRowGroup = GroupedSeries<TimeSeriesRow>

/// Time series that share the value of a label, made into one.
public struct GroupedSeries<Sample: RESPDecodable & Hashable>: RESPRecord, Hashable {
  /// The label and its value: `type=stock`.
  public var name: RedisBytes
  /// Empty unless they were asked for.
  public var labels: [RedisBytes: RedisBytes]
  /// How samples of one moment became one: `max`. RESP2 says so only beside the labels.
  public var reducer: String?
  /// The keys of the time series that were made into this. RESP2 says so only beside the labels.
  public var sources: [RedisBytes]
  public var samples: [Sample]

  public init(
    name: RedisBytes, labels: [RedisBytes: RedisBytes] = [:], reducer: String? = nil, sources: [RedisBytes] = [],
    samples: [Sample]
  ) {
    self.name = name
    self.labels = labels
    self.reducer = reducer
    self.sources = sources
    self.samples = samples
  }

  /// More than a group has; RESP2 has lists of labels as it likes between its name and its samples.
  public static var fieldCount: Int { 16 }

  public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count >= 2 else { throw .unexpected("a group of time series", got: "\(count) fields") }
    let name: RedisBytes = try reader.readField("name")
    if count == 2 {
      try self.init(name: name, detailsFrom: &reader)
    } else {
      try self.init(name: name, parts: count - 1, from: &reader)
    }
  }

  /// RESP2: the reducer and the sources are labels with names of their own, if labels were asked for.
  private init(name: RedisBytes, parts: Int, from reader: inout RESPReader) throws(RedisError) {
    self.name = name
    var all = SeriesLabels()
    for _ in 1..<parts { try all.read("labels", from: &reader) }
    let origin = GroupOrigin(takenFrom: &all)
    (labels, reducer, sources) = (all.labels, origin.reducer, origin.sources)
    samples = try reader.readField("samples")
  }

  /// RESP3: labels, a map with the reducer, a map with the sources, samples. Of several aggregators there is a map in place of
  /// those two, and the reducer and the sources are labels as in RESP2.
  private init(name: RedisBytes, detailsFrom reader: inout RESPReader) throws(RedisError) {
    self.name = name
    let parts = try reader.readSeriesHeader()
    var all = SeriesLabels()
    try all.read("labels", from: &reader)
    var origin = GroupOrigin(takenFrom: &all)
    for part in 1..<(parts - 1) {
      do throws(RedisError) {
        try origin.read(from: &reader)
      } catch {
        throw error.at(.field("metadata \(part)"))
      }
    }
    (labels, reducer, sources) = (all.labels, origin.reducer, origin.sources)
    samples = try reader.readField("samples")
  }
}
