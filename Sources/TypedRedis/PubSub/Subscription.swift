import Synchronization

/// One subscriber of one or several topics, whichever way it takes its messages.
final class Subscription: Sendable {
  let id: SubscriptionMachine.SubscriberID
  let topics: [RedisTopic]
  let buffer: MessageBuffer
  let events = Broadcaster<RedisSubscriptionEvent>(buffering: 1024)
  /// Set before anybody was told.
  let isGivenUp = Atomic(false)
  private let hub: SubscriptionHub

  init(_ id: SubscriptionMachine.SubscriberID, _ topics: [RedisTopic], _ policy: RedisBufferPolicy, _ hub: SubscriptionHub) {
    self.id = id
    self.topics = topics
    self.hub = hub
    buffer = MessageBuffer(policy) { [weak hub] in hub?.resume(id) }
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

extension Subscription: CustomReflectable {
  /// Nothing: its parts change meanwhile.
  var customMirror: Mirror { Mirror(hiding: self) }
}
