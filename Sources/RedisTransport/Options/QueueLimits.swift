/// How much may wait on one connection, and what becomes of the rest.
public struct QueueLimits: Sendable, Hashable {
  /// What happens to a command for which there is no room.
  public enum Policy: String, Sendable, Hashable, CaseIterable {
    /// It fails at once with code `limitExceeded`.
    case fail
    /// Its caller waits for room, as long as the command's deadline allows.
    case wait
  }

  /// How many commands may be sent and unanswered; further ones wait. 65,536 by default.
  public var commandsInFlight = 1 << 16
  /// How many commands may wait, those in flight among them. 1,048,576 by default.
  public var commands = 1 << 20
  /// How many bytes the waiting commands that are not sent yet may have together. 256 MiB by default. A command that is
  /// larger alone is let through when nothing else waits.
  public var bytes = 256 << 20
  /// What happens to a command beyond `commands` or `bytes`.
  public var whenFull = Policy.fail

  /// The defaults.
  public init() {}
}
