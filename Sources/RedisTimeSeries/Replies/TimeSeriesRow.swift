import TypedRedis

/// A moment and several values that belong to it: one of each aggregator, one of each time series, or both. A value that is not
/// there is not a number (`isNaN`).
public struct TimeSeriesRow: RESPDecodable, Hashable {
  public var timestamp: UnixTime
  public var values: [Double]

  public init(timestamp: UnixTime, values: [Double]) {
    self.timestamp = timestamp
    self.values = values
  }

  /// The values follow the moment one by one, or in a list of their own.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count >= 2 else { throw .unexpected("a moment and its values", got: "\(count) fields") }
    do throws(RedisError) {
      timestamp = try reader.readTime(unit: .milliseconds)
    } catch {
      throw error.at(.field("timestamp"))
    }
    if try reader.peekKind() == .array {
      values = try reader.readField("values")
      for _ in 2..<count { try reader.skip() }
      return
    }
    values = []
    for index in 1..<count {
      do throws(RedisError) {
        values.append(try reader.readDouble())
      } catch {
        throw error.at(.index(index))
      }
    }
  }
}
