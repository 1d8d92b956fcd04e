import RedisTransport

/// How long commands may take.
public struct CommandDeadlines: Sendable, Hashable {
  /// Nanoseconds from when a command is called to when its reply is there.
  @usableFromInline package var command: UInt64
  /// Nanoseconds that a blocking command gets in addition to its own timeout.
  @usableFromInline package var blockingGrace: UInt64

  /// - Parameters:
  ///   - command: from when a command is called to when its reply is there.
  ///   - blockingGrace: what a blocking command gets in addition to its own timeout; nil for as much as others have.
  public init(command: Duration, blockingGrace: Duration? = nil) {
    self.command = command.saturatedNanoseconds
    self.blockingGrace = (blockingGrace ?? command).saturatedNanoseconds
  }

  /// Nanoseconds for commands of which the server may hold back replies for these times, one after the other.
  func timeout(blockingFor times: some Sequence<BlockingTime>) -> UInt64 {
    var sum = blockingGrace
    for time in times {
      switch time {
      case .none: break
      case .forever: return .max
      case .limited(let duration):
        let (longer, overflow) = sum.addingReportingOverflow(duration.saturatedNanoseconds)
        if overflow { return .max }
        sum = longer
      }
    }
    return sum
  }
}
