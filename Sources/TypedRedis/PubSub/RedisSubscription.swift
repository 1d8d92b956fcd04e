/// A subscription whose messages go to a handler. See ``RedisClient/subscribe(channels:patterns:shardChannels:buffering:onMessage:)``.
///
/// It lasts until it is cancelled or the client is closed, whether this value is kept or not.
public struct RedisSubscription: Sendable {
  private let messages: RedisMessages
  private let task: Task<Void, any Error>

  init(_ subscription: Subscription, _ handler: @escaping @Sendable (RedisMessage) async -> Void) {
    let messages = RedisMessages(subscription: subscription)
    self.messages = messages
    task = Task.detached {
      for try await message in messages { await handler(message) }
    }
  }

  /// What becomes of the subscription, from now on.
  public var events: AsyncStream<RedisSubscriptionEvent> { messages.events }

  /// How many messages there were so far, and how many wait for the handler.
  public var statistics: RedisSubscriptionStatistics { messages.statistics }

  /// Ends the subscription, without waiting: messages that wait are dropped, and a call of the handler that is under way is
  /// cancelled. For a message that was just being taken the handler may still be called, once. After ``finished()`` has returned it
  /// is not called any more.
  public func cancel() {
    messages.subscription.cancel()
    task.cancel()
  }

  /// Waits until the subscription has ended and the handler has returned.
  ///
  /// - Throws: ``RedisError`` if it ended for a reason of its own: its buffer was full, or the server refused it after a break.
  public func finished() async throws(RedisError) {
    switch await task.result {
    case .success: return
    case .failure(let error): throw error as? RedisError ?? RedisError(.cancelled, "the task was cancelled", underlying: error)
    }
  }
}

extension RedisSubscription: CustomReflectable {
  /// What it is subscribed to, and its statistics.
  public var customMirror: Mirror {
    Mirror(self, children: ["topics": messages.subscription.topics, "statistics": statistics], displayStyle: .struct)
  }
}
