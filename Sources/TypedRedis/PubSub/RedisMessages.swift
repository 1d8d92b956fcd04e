/// The messages of one subscription, in the order in which they arrived. See ``RedisClient/withSubscription(to:buffering:confirmed:_:)``.
///
/// It ends when the subscription ends, when the client is closed, and when the task is cancelled that waits for a message. It
/// fails with a ``RedisError`` if its buffer overflows (code `limitExceeded`), and if the server refuses the subscription
/// after a break. Several tasks may take messages from it: each message goes to one of them.
public struct RedisMessages: AsyncSequence, Sendable {
  public typealias Element = RedisMessage
  public typealias Failure = RedisError

  let subscription: Subscription

  /// What becomes of the subscription, from now on: a break of its connection, messages that may have been missed. Each
  /// sequence has all events; whoever takes them too slowly loses the oldest beyond 1024.
  ///
  /// An event comes before the messages that follow it. A message that follows a gap also says so itself:
  /// ``RedisMessage/followsGap``.
  public var events: AsyncStream<RedisSubscriptionEvent> { subscription.events.watch() }

  /// How many messages there were so far, and how many wait.
  public var statistics: RedisSubscriptionStatistics { subscription.buffer.statistics }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(buffer: subscription.buffer) }

  /// Takes one message after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    public typealias Failure = RedisError

    let buffer: MessageBuffer

    /// The next message; waits for one.
    public mutating func next() async throws(RedisError) -> RedisMessage? { try await buffer.next() }

    /// The next message; waits for one.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(RedisError) -> RedisMessage? {
      try await buffer.next()
    }
  }
}

extension RedisMessages: CustomReflectable {
  /// What it is subscribed to, and its statistics.
  public var customMirror: Mirror {
    Mirror(self, children: ["topics": subscription.topics, "statistics": statistics], displayStyle: .struct)
  }
}
