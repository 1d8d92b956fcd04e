import RedisTransport

/// Decides what to subscribe to and who is told what: pure, for one connection after another.
///
/// Many subscribers may want the same topic: the first has it subscribed to, and the last who leaves has it ended. At most one
/// command per topic is under way, so that what it leads to is certain; what changed meanwhile is done after it. Calls belong to the
/// connection on which they were sent: what is heard of them after that broke is ignored.
struct SubscriptionMachine {
  typealias SubscriberID = UInt64
  typealias CallID = UInt64

  enum Event {
    case subscribe(SubscriberID, [RedisTopic])
    case unsubscribe(SubscriberID)
    case connected
    case disconnected(RedisError)
    /// The server confirmed every topic of a call.
    case confirmed(CallID)
    /// The server answered a call with an error.
    case refused(CallID, RedisError)
    /// A call was not sent, as there was no room for it.
    case postponed(CallID)
    /// A call has no answer, though its connection may stand.
    case unanswered(CallID, RedisError)
    /// The server ended a subscription unasked.
    case ended(RedisTopic)
    /// The time that `retryLater` asked for is over.
    case retry
  }

  enum Action: Equatable {
    /// Connect, and come back after every break; or do not any more.
    case keepConnected(Bool)
    case send(CallID, SubscriptionCall)
    /// Close the connection: what it is subscribed to is not known any more.
    case dropConnection(RedisError)
    case retryLater
    /// All that the subscriber wants is confirmed. Once.
    case confirm(SubscriberID)
    /// The subscriber is gone.
    case fail(SubscriberID, RedisError)
    case tell(SubscriberID, RedisSubscriptionEvent)
    /// Tell who watches the whole client.
    case announce(RedisSubscriptionEvent)
  }

  /// What the server thinks of a topic.
  enum Standing { case none, subscribing, subscribed, unsubscribing }

  struct Topic {
    var subscribers: Set<SubscriberID> = []
    var standing = Standing.none
    /// Whether it has been confirmed since somebody wants it.
    var hasStood = false
  }

  struct Subscriber {
    let topics: [RedisTopic]
    /// Those that have never been confirmed.
    var fresh: Set<RedisTopic>
    /// Those that are not confirmed now.
    var missing: Set<RedisTopic>
    var isConfirmed = false
    var isInterrupted = false
  }

  /// No command names more topics than this, so that no single one of many thousands holds up the others.
  static let maximumNames = 512

  var topics: [RedisTopic: Topic] = [:]
  var subscribers: [SubscriberID: Subscriber] = [:]
  /// Under way on this connection.
  var calls: [CallID: SubscriptionCall] = [:]
  private(set) var isConnected = false
  var isInterrupted = false
  /// One is enough.
  private var willRetry = false
  private var nextCall: CallID = 0
  private var isKept = false
  var actions: [Action] = []

  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .subscribe(let id, let topics): add(id, topics)
    case .unsubscribe(let id): remove(id)
    case .connected: connected()
    case .disconnected(let error): disconnected(error)
    case .confirmed(let id): confirmed(id)
    case .refused(let id, let error): refused(id, error)
    case .postponed(let id): postponed(id)
    case .unanswered(let id, let error):
      if calls.removeValue(forKey: id) != nil { actions.append(.dropConnection(error)) }
    case .ended(let topic): ended(topic)
    case .retry:
      willRetry = false
      sendWanted(Array(topics.keys))
    }
    if isKept == subscribers.isEmpty {
      isKept.toggle()
      actions.append(.keepConnected(isKept))
    }
    defer { actions = [] }
    return actions
  }

  // MARK: Connections

  private mutating func connected() {
    isConnected = true
    sendWanted(Array(topics.keys))
  }

  private mutating func disconnected(_ error: RedisError) {
    calls = [:]
    if isConnected {
      isConnected = false
      return interrupted(error)
    }
    guard error.isFinal else { return }
    // Waiting does not make a wrong password right. Those who were confirmed once wait all the same: it may be set right.
    for (id, subscriber) in subscribers where !subscriber.isConfirmed { fail(id, error) }
  }

  private mutating func interrupted(_ error: RedisError) {
    for name in Array(topics.keys) {
      topics[name]?.standing = .none
      if topics[name]?.subscribers.isEmpty == true { topics[name] = nil }
    }
    guard !subscribers.isEmpty else { return }
    isInterrupted = true
    actions.append(.announce(.interrupted(error)))
    for (id, subscriber) in subscribers {
      subscribers[id]?.missing = Set(subscriber.topics)
      guard subscriber.isConfirmed else { continue }
      subscribers[id]?.isInterrupted = true
      actions.append(.tell(id, .interrupted(error)))
    }
  }

  /// After a call: whether what a break interrupted is whole again.
  mutating func checkRestored() {
    guard isInterrupted, calls.isEmpty, topics.values.allSatisfy({ $0.standing == .subscribed }) else { return }
    isInterrupted = false
    actions.append(.announce(.restored))
  }

  mutating func retryLater() {
    guard !willRetry else { return }
    willRetry = true
    actions.append(.retryLater)
  }

  // MARK: Calls

  /// Sends what makes the server's view of these topics that of the subscribers, as far as nothing is under way for them.
  mutating func sendWanted(_ names: [RedisTopic]) {
    guard isConnected else { return }
    for kind in RedisTopic.Kind.allCases {
      var begin: [RedisTopic] = []
      var end: [RedisTopic] = []
      for name in names where name.kind == kind {
        guard let topic = topics[name] else { continue }
        switch (topic.standing, topic.subscribers.isEmpty) {
        case (.none, false): begin.append(name)
        case (.subscribed, true): end.append(name)
        case (.none, true): topics[name] = nil
        default: break
        }
      }
      send(end, kind, isBeginning: false)
      send(begin, kind, isBeginning: true)
    }
  }

  private mutating func send(_ names: [RedisTopic], _ kind: RedisTopic.Kind, isBeginning: Bool) {
    var rest = names[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.maximumNames))
      rest = rest.dropFirst(some.count)
      send(SubscriptionCall(kind: kind, isBeginning: isBeginning, topics: some))
    }
  }

  mutating func send(_ call: SubscriptionCall) {
    for name in call.topics { topics[name]?.standing = call.isBeginning ? .subscribing : .unsubscribing }
    nextCall += 1
    calls[nextCall] = call
    actions.append(.send(nextCall, call))
  }
}

/// One command of a ``SubscriptionMachine``.
struct SubscriptionCall: Sendable, Equatable {
  var kind: RedisTopic.Kind
  var isBeginning: Bool
  var topics: [RedisTopic]
}
