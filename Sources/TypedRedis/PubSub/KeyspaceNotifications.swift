/// What happens to keys, in the order in which the server told. See
/// ``RedisClient/withKeyspaceNotifications(of:database:buffering:_:)``.
public struct KeyspaceNotifications: AsyncSequence, Sendable {
  public typealias Element = KeyspaceNotification
  public typealias Failure = RedisError

  /// The messages that bring them.
  public let messages: RedisMessages
  /// The keys that patterns are for.
  let keys: [RedisBytes: RedisBytes]

  init(messages: RedisMessages, of filters: [KeyspaceFilter]) {
    self.messages = messages
    keys = Dictionary(filters.compactMap { filter in filter.key.map { (filter.topic().name, $0) } }) { first, _ in first }
  }

  /// What a message tells, unless it is about a key that only looks like the one that was asked for.
  static func notification(_ message: RedisMessage, of keys: [RedisBytes: RedisBytes]) -> KeyspaceNotification? {
    guard let notification = KeyspaceNotification(message) else { return nil }
    guard let pattern = message.pattern, let key = keys[pattern] else { return notification }
    return notification.key == key ? notification : nil
  }

  /// What becomes of the subscription, from now on. See ``RedisMessages/events``.
  public var events: AsyncStream<RedisSubscriptionEvent> { messages.events }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(messages: messages.makeAsyncIterator(), keys: keys) }

  /// Takes one notification after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    public typealias Failure = RedisError

    var messages: RedisMessages.AsyncIterator
    let keys: [RedisBytes: RedisBytes]

    /// The next notification; waits for one.
    public mutating func next() async throws(RedisError) -> KeyspaceNotification? {
      while let message = try await messages.next() {
        if let notification = KeyspaceNotifications.notification(message, of: keys) { return notification }
      }
      return nil
    }

    /// The next notification; waits for one.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(RedisError) -> KeyspaceNotification? {
      while let message = try await messages.next(isolation: actor) {
        if let notification = KeyspaceNotifications.notification(message, of: keys) { return notification }
      }
      return nil
    }
  }
}

extension RedisClient {
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
      try await body(KeyspaceNotifications(messages: messages, of: filters))
    }
  }
}
