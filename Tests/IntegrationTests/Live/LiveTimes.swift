import TypedRedis

extension TimeToLive {
  /// Whether it expires, and that soon.
  func ends(within limit: Duration) -> Bool {
    guard let duration else { return false }
    return duration > .zero && duration <= limit
  }

  /// Whether it expires, though not that soon.
  func ends(after limit: Duration) -> Bool { duration.map { $0 > limit } ?? false }
}
