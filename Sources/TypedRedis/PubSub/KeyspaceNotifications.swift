/// What happens to keys, in the order in which the server told. See
/// ``Redis/withKeyspaceNotifications(of:database:buffering:_:)``.
public struct KeyspaceNotifications: AsyncSequence, Sendable {
  public typealias Element = KeyspaceNotification
  public typealias Failure = RedisError

  /// The messages that bring them.
  public let messages: RedisMessages

  /// What becomes of the subscription, from now on. See ``RedisMessages/events``.
  public var events: AsyncStream<RedisSubscriptionEvent> { messages.events }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(messages: messages.makeAsyncIterator()) }

  /// Takes one notification after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    public typealias Failure = RedisError

    var messages: RedisMessages.AsyncIterator

    /// The next notification; waits for one.
    public mutating func next() async throws(RedisError) -> KeyspaceNotification? {
      while let message = try await messages.next() {
        if let notification = KeyspaceNotification(message) { return notification }
      }
      return nil
    }

    /// The next notification; waits for one.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(RedisError) -> KeyspaceNotification? {
      while let message = try await messages.next(isolation: actor) {
        if let notification = KeyspaceNotification(message) { return notification }
      }
      return nil
    }
  }
}

extension Redis {
  /// Subscribes to what happens to keys for as long as `body` runs.
  ///
  ///     try await redis.withKeyspaceNotifications(of: .event(.expired), .keys(matching: "user:*")) { notifications in
  ///       for try await notification in notifications { print(notification.key, notification.event) }
  ///     }
  ///
  /// The server has to be told that it shall tell: see ``KeyspaceNotification``. What fits several filters comes several times.
  ///
  /// - Parameters:
  ///   - filters: at least one.
  ///   - database: the number of the database; nil for all of them.
  ///   - policy: what becomes of notifications that `body` does not take in time.
  /// - Throws: ``RedisError`` if the server refuses, or does not confirm in time; and whatever `body` throws.
  public func withKeyspaceNotifications<Result>(
    of filters: KeyspaceFilter..., database: Int? = nil, buffering policy: RedisBufferPolicy = .standard,
    _ body: (KeyspaceNotifications) async throws -> Result
  ) async throws -> Result {
    try await withSubscription(topics: filters.map { $0.topic(database: database) }, buffering: policy) { messages in
      try await body(KeyspaceNotifications(messages: messages))
    }
  }
}
