extension ServerInfo {
  /// What was counted of each command that was called, such as `get` or `client|list`.
  public var commands: [String: CommandStatistics] {
    let all = section("commandstats").nested(prefix: "cmdstat_")
    return Dictionary(all.map { ($0.suffix, CommandStatistics(fields: $0.fields)) }) { first, _ in first }
  }

  public struct CommandStatistics: Sendable, Hashable {
    public let fields: TextFields

    public var calls: Int? { fields.int("calls") }
    public var duration: Duration? { fields.duration("usec", .microseconds) }
    public var durationPerCall: Duration? { fields.duration("usec_per_call", .microseconds) }
    /// Refused before they ran.
    public var rejectedCalls: Int? { fields.int("rejected_calls") }
    /// Ran, and ended with an error.
    public var failedCalls: Int? { fields.int("failed_calls") }
  }

  /// How many error replies there were of each kind, such as `WRONGTYPE`.
  public var errors: [String: Int] {
    let all = section("errorstats").nested(prefix: "errorstat_")
    return Dictionary(all.compactMap { error in error.fields.int("count").map { (error.suffix, $0) } }) { first, _ in first }
  }

  /// How long calls of each command took at most, but for the slowest: `latencies["get"]?[99.9]` is the time within which 99.9 %
  /// of them were done.
  public var latencies: [String: [Double: Duration]] {
    let all = section("latencystats").nested(prefix: "latency_percentiles_usec_")
    return Dictionary(all.map { ($0.suffix, Self.percentiles($0.fields)) }) { first, _ in first }
  }

  private static func percentiles(_ fields: TextFields) -> [Double: Duration] {
    fields.reduce(into: [:]) { percentiles, field in
      guard field.name.hasPrefix("p"), let percentile = Double(field.name.dropFirst()) else { return }
      percentiles[percentile] = fields.duration(field.name, .microseconds)
    }
  }
}
