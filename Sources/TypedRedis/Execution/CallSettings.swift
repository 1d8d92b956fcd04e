/// What one client value does otherwise than the client it was made from. A value: changing a copy changes nothing else.
public struct CallSettings: Sendable {
  /// What it replaces of how responses are made.
  public var responseCallbacks: ResponseCallbacks {
    get { detour?.callbacks ?? ResponseCallbacks() }
    set { detour = Detour(callbacks: newValue, cache: cache) }
  }
  /// What reads are answered from; nil for the server alone.
  var cache: RedisCache? {
    get { detour?.cache }
    set { detour = Detour(callbacks: responseCallbacks, cache: newValue) }
  }
  /// Both of them. Nil if there is neither.
  @usableFromInline private(set) var detour: Detour?
  /// Nil for the client's own.
  @usableFromInline var deadlines: CommandDeadlines?

  /// Changes nothing.
  public init() {}
}

extension RedisCommandRunner {
  /// What this value replaces of how responses are made. See ``withResponseCallback(for:_:)``.
  public var responseCallbacks: ResponseCallbacks {
    get { settings.responseCallbacks }
    set { settings.responseCallbacks = newValue }
  }

  /// The same client with another deadline for its commands.
  ///
  ///     let cached = try await redis.withTimeout(.milliseconds(20)).get(key: "page")
  ///
  /// A command that has no reply by then fails with code ``RedisError/Code/timedOut``. A blocking command gets this in addition
  /// to its own timeout. Waiting for an exclusive connection has a deadline of its own, `leaseTimeout`.
  public func withTimeout(_ timeout: Duration) -> Self {
    var copy = self
    copy.settings.deadlines = CommandDeadlines(command: timeout)
    return copy
  }
}
