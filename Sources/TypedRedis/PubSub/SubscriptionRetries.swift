import RedisTransport

/// How long to wait before something is tried again, and how often servers are believed that name each other.
struct SubscriptionRetries {
  /// For servers that are about to be ready.
  static let short: UInt64 = 50_000_000
  /// Redirections in a row that are followed at once: more of them than that lead nowhere.
  static let followed = 3

  /// For a cluster that has to find out who has what.
  private var backoff = Backoff(initial: .milliseconds(50), maximum: .milliseconds(500))
  private var redirections = 0
  /// Whether it was, since the last wait, not known who has what.
  private var isLost = false

  /// A server has confirmed something.
  mutating func confirmed() {
    backoff.reset()
    redirections = 0
  }

  /// No server is known for something.
  mutating func nobodyKnown() { isLost = true }

  /// Whether to ask the server that another one has named, without waiting.
  mutating func follows() -> Bool {
    isLost = true
    redirections = min(redirections + 1, Self.followed + 1)
    return redirections <= Self.followed
  }

  /// In nanoseconds.
  mutating func delay(using generator: inout some RandomNumberGenerator) -> UInt64 {
    defer { isLost = false }
    return isLost ? backoff.next(using: &generator) : Self.short
  }
}
