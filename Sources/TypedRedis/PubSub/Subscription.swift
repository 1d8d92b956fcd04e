/// One subscriber of one or several topics, whichever way it takes its messages.
final class Subscription: Sendable {
  let id: SubscriptionMachine.SubscriberID
  let topics: [RedisTopic]
  let buffer: MessageBuffer
  let events = Broadcaster<RedisSubscriptionEvent>(buffering: 1024)
  private let hub: SubscriptionHub

  init(_ id: SubscriptionMachine.SubscriberID, _ topics: [RedisTopic], _ policy: RedisBufferPolicy, _ hub: SubscriptionHub) {
    self.id = id
    self.topics = topics
    self.hub = hub
    buffer = MessageBuffer(policy) { [weak hub] in hub?.resume() }
  }

  /// Ends it at once. What was not taken is gone.
  func cancel() {
    buffer.finish(discarding: true)
    hub.close(self)
  }

  /// Nothing comes any more.
  func finish(_ error: RedisError?) {
    buffer.finish(error)
    events.finish()
  }
}
