import TypedRedis

/// A compaction: what is made of the samples of each bucket goes to another time series.
public struct TimeSeriesRule: RESPRecord, Hashable {
  /// The time series that the buckets go to.
  public var destination: RedisBytes
  public var bucketDuration: Duration
  /// What is made of the samples of a bucket: `AVG`.
  public var aggregator: String
  /// Buckets begin a whole number of durations from here.
  public var alignment: UnixTime

  public init(
    destination: RedisBytes, bucketDuration: Duration, aggregator: String, alignment: UnixTime = UnixTime(milliseconds: 0)
  ) {
    self.destination = destination
    self.bucketDuration = bucketDuration
    self.aggregator = aggregator
    self.alignment = alignment
  }

  public static var fieldCount: Int { 4 }

  /// Four fields in a row in RESP2; in RESP3 the destination as a key, the others in a list.
  public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count >= 2 else { throw .unexpected("a compaction", got: "\(count) fields") }
    destination = try reader.readField("destination")
    let details = count == 2 ? try reader.readField("details") : try Details(fields: count - 1, from: &reader)
    bucketDuration = details.bucketDuration
    aggregator = details.aggregator
    alignment = details.alignment
  }

  private struct Details: RESPRecord {
    var bucketDuration: Duration
    var aggregator: String
    var alignment: UnixTime

    static var fieldCount: Int { 3 }

    /// Old versions of the module know no alignment.
    init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
      guard count >= 2 else { throw .unexpected("a duration and an aggregator", got: "\(count) fields") }
      do throws(RedisError) {
        bucketDuration = try reader.readDuration(unit: .milliseconds)
      } catch {
        throw error.at(.field("bucketDuration"))
      }
      aggregator = try reader.readField("aggregator")
      do throws(RedisError) {
        alignment = count > 2 ? try reader.readTime(unit: .milliseconds) : UnixTime(milliseconds: 0)
      } catch {
        throw error.at(.field("alignment"))
      }
    }
  }
}
