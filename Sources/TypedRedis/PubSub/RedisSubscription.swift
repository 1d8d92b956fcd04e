/// A subscription whose messages go to a handler. See ``Redis/subscribe(channels:patterns:shardChannels:buffering:onMessage:)``.
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

  /// Ends the subscription. The handler is not called again; a call of it that is under way is cancelled.
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
