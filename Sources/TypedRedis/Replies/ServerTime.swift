/// The server's clock, to the microsecond.
public struct ServerTime: RESPDecodable, Hashable, Comparable {
  /// Since 1970-01-01 00:00 UTC.
  public var sinceEpoch: Duration

  public init(sinceEpoch: Duration) { self.sinceEpoch = sinceEpoch }

  /// The same in the precision of expiry times.
  public var unixTime: UnixTime { UnixTime(milliseconds: 0) + sinceEpoch }

  public static func < (left: ServerTime, right: ServerTime) -> Bool { left.sinceEpoch < right.sinceEpoch }

  /// Reads seconds and the microseconds of that second.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count >= 2 else { throw .unexpected("seconds and microseconds", got: "\(count) fields") }
    let seconds = Duration(secondsComponent: try reader.readField("seconds"), attosecondsComponent: 0)
    let microseconds: Int = try reader.readField("microseconds")
    guard 0..<1_000_000 ~= microseconds else {
      throw .unexpected("the microseconds of a second", got: "another number")
    }
    sinceEpoch = seconds + .microseconds(microseconds)
    for _ in 2..<count { try reader.skip() }
  }
}
