/// How the system finds out that the other side of a silent TCP connection is gone.
public struct KeepAlive: Sendable, Hashable {
  /// How long a connection may be silent before it is asked. 15 seconds by default; whole seconds, at least one.
  public var idle: Duration
  /// The time between two questions that got no answer. 5 seconds by default; whole seconds, at least one.
  public var interval: Duration
  /// How many questions may go unanswered. 3 by default.
  public var count: Int

  /// Whole seconds, at least one, and at least one question.
  public init(idle: Duration = .seconds(15), interval: Duration = .seconds(5), count: Int = 3) {
    self.idle = idle
    self.interval = interval
    self.count = count
  }
}
