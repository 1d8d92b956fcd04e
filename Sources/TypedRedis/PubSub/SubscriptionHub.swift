import RedisTransport
import Synchronization

/// The connections of a client that carry subscriptions, one to each server that is needed, and who gets what comes over them: I/O
/// around a ``SubscriptionMachine``. Everything but what is said otherwise happens on the loop's thread.
final class SubscriptionHub: @unchecked Sendable {
  typealias ID = SubscriptionMachine.SubscriberID

  let loop: EventLoop
  private let servers: any SubscriptionServers
  /// Of its connections, among those of the client.
  private let number: Int
  private let delays: ReconnectDelays
  /// Of commands, in nanoseconds.
  private let timeout: UInt64
  /// Who watches the client.
  private let watchers: Broadcaster<RedisSubscriptionEvent>
  /// Called once nobody needs the connection any more, which is closed by then; nil to keep it.
  private let onUnused: (@Sendable () -> Void)?
  private let nextID = Atomic<ID>(0)

  private var machine: SubscriptionMachine
  private var pending: [SubscriptionMachine.Event] = []
  private var isHandling = false
  /// Made when they are first needed. They know the hub, until they and it are closed.
  private(set) var lanes: [SubscriptionPlace: SubscriptionLane] = [:]
  private var retries = SubscriptionRetries()
  private var generator = SystemRandomNumberGenerator()
  private(set) var isClosed = false
  private var wasUsed = false
  private var lastFailure: RedisError?
  private var subscriptions: [ID: Subscription] = [:]
  /// Those who wait for confirmation.
  private var waiting: [ID: (timer: LoopTimer, completion: (Result<Void, RedisError>) -> Void)] = [:]
  var channels = TopicTable()
  var patterns = TopicTable()
  var shardChannels = TopicTable()

  init(
    loop: EventLoop, servers: any SubscriptionServers, number: Int, delays: ReconnectDelays, timeout: UInt64,
    watchers: Broadcaster<RedisSubscriptionEvent>, onUnused: (@Sendable () -> Void)? = nil
  ) {
    self.loop = loop
    self.servers = servers
    self.number = number
    machine = SubscriptionMachine(places: servers)
    self.delays = delays
    self.timeout = timeout
    self.watchers = watchers
    self.onUnused = onUnused
  }

  // MARK: From any thread

  /// - Parameter timeout: how long to wait for confirmation, in nanoseconds; nil for not at all.
  func open(
    _ topics: [RedisTopic], _ policy: RedisBufferPolicy, confirmedWithin timeout: UInt64?
  ) async throws(RedisError) -> Subscription {
    guard let first = topics.first else { throw RedisError(.invalidArgument, "there is nothing to subscribe to") }
    let id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
    let subscription = Subscription(id, topics, policy, self)
    guard let timeout else {
      loop.perform { self.add(subscription) }
      return subscription
    }
    let outcome: Result<Void, RedisError> = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        loop.perform { self.add(subscription, within: timeout) { continuation.resume(returning: $0) } }
      }
    } onCancel: {
      self.giveUp(subscription)
    }
    if case .failure(let error) = outcome {
      throw error.command == nil ? error.of(first.kind.descriptor) : error
    }
    return subscription
  }

  private func giveUp(_ subscription: Subscription) {
    // It may not have been added yet.
    subscription.isGivenUp.store(true, ordering: .releasing)
    loop.perform { self.end(waiting: subscription.id, .taskCancelled) }
  }

  /// Ends a subscription.
  func close(_ subscription: Subscription) {
    loop.perform {
      guard self.drop(subscription.id, nil) else { return }
      self.handle(.unsubscribe(subscription.id))
    }
  }

  /// Ends everything for good.
  func close() {
    loop.perform {
      guard !self.isClosed else { return }
      self.isClosed = true
      for lane in self.lanes.values { lane.channel.close() }
      self.lanes = [:]
      let error = RedisError.clientWasClosed
      for id in Array(self.waiting.keys) { self.complete(id, .failure(error)) }
      for id in Array(self.subscriptions.keys) { self.drop(id, nil) }
    }
  }

  /// There is room for messages again.
  func resume(_ id: ID) {
    loop.perform {
      for lane in self.lanes.values { lane.channel.withConnection { $0.resumeReading() } }
      // It may have begun to drop some once more.
      if let subscription = self.subscriptions[id], subscription.buffer.hasStoppedDropping { self.mayHaveMissed(subscription) }
    }
  }

  /// Makes the connections go on with other credentials.
  func reauthenticate(_ login: Reauthentication) {
    loop.perform { for lane in self.lanes.values { lane.reauthenticate(login) } }
  }

  /// Of all its connections.
  func counters() async -> ConnectionCounters {
    let channels = await withUnsafeContinuation { continuation in
      loop.perform { continuation.resume(returning: self.lanes.values.map(\.channel)) }
    }
    var sum = ConnectionCounters()
    for channel in channels { sum += await channel.load().counters }
    return sum
  }

  // MARK: On the loop's thread

  /// Other servers may be the places for topics.
  func placesChanged() {
    guard !isClosed else { return }
    handle(.placesChanged)
    let all = Set(servers.all)
    for (place, lane) in lanes where !all.contains(place) && !machine.needs(place) {
      lanes[place] = nil
      lane.channel.close()
      handle(.disconnected(RedisError(.connectionClosed, "the node has left"), place))
    }
  }

  /// Does something with each of its channels, on the loop's thread.
  func forEachChannel(_ body: @escaping @Sendable (ReconnectingChannel) -> Void) {
    loop.perform {
      for lane in self.lanes.values { body(lane.channel) }
    }
  }

  // MARK: Subscribers

  private func add(
    _ subscription: Subscription, within timeout: UInt64 = 0, completion: ((Result<Void, RedisError>) -> Void)? = nil
  ) {
    let id = subscription.id
    guard !isClosed else {
      completion?(.failure(RedisError.clientWasClosed))
      return subscription.finish(nil)
    }
    guard !subscription.isGivenUp.load(ordering: .acquiring) else {
      completion?(.failure(.taskCancelled))
      return subscription.finish(nil)
    }
    subscriptions[id] = subscription
    wasUsed = true
    if let completion {
      let timer = loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: timeout)) { [weak self] in
        let why = self?.lastFailure.map { ": \($0.message)" } ?? ""
        let waited = Duration.nanoseconds(Int64(clamping: timeout))
        self?.end(waiting: id, RedisError(.timedOut, "no confirmation within \(waited)\(why)"))
      }
      waiting[id] = (timer, completion)
    }
    handle(.subscribe(id, subscription.topics))
  }

  private func end(waiting id: ID, _ error: RedisError) {
    guard waiting[id] != nil else { return }
    complete(id, .failure(error))
    if drop(id, nil) { handle(.unsubscribe(id)) }
  }

  private func complete(_ id: ID, _ outcome: Result<Void, RedisError>) {
    guard let waiter = waiting.removeValue(forKey: id) else { return }
    waiter.timer.cancel()
    waiter.completion(outcome)
  }

  /// False if it is gone already.
  @discardableResult
  private func drop(_ id: ID, _ error: RedisError?) -> Bool {
    guard let subscription = subscriptions.removeValue(forKey: id) else { return false }
    for topic in Set(subscription.topics) { changeTable(of: topic.kind) { $0.remove(subscription, from: topic.name) } }
    subscription.finish(error)
    return true
  }

  private func changeTable(of kind: RedisTopic.Kind, _ change: (inout TopicTable) -> Void) {
    switch kind {
    case .channel: change(&channels)
    case .pattern: change(&patterns)
    case .shardChannel: change(&shardChannels)
    }
  }

  /// It had no room for a message, and has ended.
  func overflowed(_ subscription: Subscription) {
    mayHaveMissed(subscription)
    if drop(subscription.id, nil) { handle(.unsubscribe(subscription.id)) }
  }

  /// Which of its messages are dropped depends on what else waits.
  func mayHaveMissed(_ subscription: Subscription) {
    guard subscriptions[subscription.id] != nil else { return }
    watchers.send(.mayHaveMissed(subscription.topics))
    subscription.events.send(.mayHaveMissed(subscription.topics))
  }

  // MARK: The machine

  func handle(_ event: SubscriptionMachine.Event) {
    pending.append(event)
    // What an action leads to comes after it.
    guard !isHandling else { return }
    isHandling = true
    defer { isHandling = false }
    while !pending.isEmpty {
      for action in machine.handle(pending.removeFirst()) where !isClosed { perform(action) }
    }
    if let onUnused, wasUsed, machine.subscribers.isEmpty {
      close()
      onUnused()
    }
  }

  private func perform(_ action: SubscriptionMachine.Action) {
    switch action {
    case .keepConnected(true, let place): lane(to: place)?.channel.keepConnected(true)
    case .keepConnected(false, let place): lanes[place]?.channel.keepConnected(false)
    case .send(let id, let call, let place): send(id, call, to: place)
    case .dropConnection(let error, let place): lanes[place]?.channel.withConnection { $0.close(error) }
    case .moved(let topic):
      let origins = origins(of: topic)
      changeTable(of: topic.kind) { $0.move(topic.name, to: origins) }
    case .askForPlaces:
      lastFailure = RedisError(.connectionClosed, "no node is known for a slot")
      retries.nobodyKnown()
      servers.lookAgain()
    case .retryLater:
      let delay = retries.delay(using: &generator)
      loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: delay)) { [weak self] in self?.handle(.retry) }
    case .confirm(let id): complete(id, .success(()))
    case .fail(let id, let error):
      complete(id, .failure(error))
      drop(id, error)
    case .tell(let id, let event):
      guard let subscription = subscriptions[id] else { return }
      switch event {
      case .subscribed(let topics):
        // Not before: what comes of a subscription that is about to end would have a hole behind it.
        for topic in topics {
          let origins = origins(of: topic)
          changeTable(of: topic.kind) { $0.add(subscription, to: topic.name, from: origins) }
        }
      case .mayHaveMissed: subscription.buffer.noteGap()
      default: break
      }
      subscription.events.send(event)
    case .announce(let event): watchers.send(event)
    }
  }

  // MARK: Connections

  private func send(_ id: SubscriptionMachine.CallID, _ call: SubscriptionCall, to place: SubscriptionPlace) {
    lanes[place]?.channel.submit(
      .subscription(call, timeout: timeout) { [weak self] error in self?.handle(id, call, answeredBy: place, error) })
  }

  private func handle(
    _ id: SubscriptionMachine.CallID, _ call: SubscriptionCall, answeredBy place: SubscriptionPlace, _ error: RedisError?
  ) {
    guard let error else {
      retries.confirmed()
      return handle(.confirmed(id))
    }
    // Where there is one server only, that is an error as any other.
    if place.endpoint != nil, let redirection = error.redirection {
      // What ends is done with that, and leads nowhere else.
      guard !call.isBeginning || retries.follows() else {
        servers.lookAgain()
        return handle(.postponed(id))
      }
      if servers.follow(redirection, from: place) { return handle(.redirected(id)) }
    }
    handle(error.code == .server ? .refused(id, error) : error.isUnsent ? .postponed(id) : .unanswered(id, error))
  }

  private func origins(of topic: RedisTopic) -> [SubscriptionLane.Origin] {
    machine.topics[topic]?.places.compactMap { lane(to: $0)?.origin } ?? []
  }

  private func lane(to place: SubscriptionPlace) -> SubscriptionLane? {
    if let lane = lanes[place] { return lane }
    guard !isClosed, var options = servers.options(for: place, number: number) else { return nil }
    let origin = SubscriptionLane.Origin(place)
    let observe = options.observe
    options.observe = { event in
      observe?(event)
      self.connection(from: origin, changed: event)
    }
    options.receive = { self.receive($0, from: origin) }
    let lane = SubscriptionLane(
      origin: origin, channel: ReconnectingChannel(loop: loop, options: options, delays: delays))
    lanes[place] = lane
    return lane
  }

  private func connection(from origin: SubscriptionLane.Origin, changed event: ConnectionEvent) {
    guard lanes[origin.place]?.origin === origin else { return }
    switch event {
    case .connected:
      lastFailure = nil
      handle(.connected(origin.place))
    case .disconnected(let error):
      lastFailure = error
      servers.lookAgain()
      handle(.disconnected(error, origin.place))
    case .connecting, .reconnecting: break
    }
  }

  /// Has the server wait.
  func pause(_ place: SubscriptionPlace) {
    lanes[place]?.channel.withConnection { $0.pauseReading() }
  }
}

extension SubscriptionHub: CustomReflectable {
  /// Nothing: to look at its parts from another thread than the loop's would be a race.
  var customMirror: Mirror { Mirror(hiding: self) }
}
