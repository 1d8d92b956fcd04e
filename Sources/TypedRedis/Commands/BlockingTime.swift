/// How long a server may wait before it answers a command.
public enum BlockingTime: Sendable, Hashable {
  /// It answers at once.
  case none
  /// It waits until something happens, without limit.
  case forever
  /// It waits this long at the most.
  case limited(Duration)

  /// What a timeout argument in seconds means: 0 is how the protocol spells "without limit".
  public init(seconds: Double) {
    self = seconds == 0 ? .forever : .limited(.nanoseconds(Self.nanoseconds(seconds)))
  }

  /// What a timeout argument in seconds means; 0 is without limit.
  public init(seconds: Int) { self.init(seconds: Double(seconds)) }

  /// What a timeout argument in milliseconds means; 0 is without limit.
  public init(milliseconds: Int) { self.init(seconds: Double(milliseconds) / 1000) }

  /// What is not a sensible time is for the server to refuse, not for arithmetic to trap on.
  private static func nanoseconds(_ seconds: Double) -> Int64 {
    Int64(exactly: (seconds * 1e9).rounded()) ?? (seconds > 0 ? .max : 0)
  }
}
