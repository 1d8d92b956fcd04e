import RedisTransport
import Synchronization

/// The one connection of a client that carries subscriptions, and who gets what comes over it: I/O around a
/// ``SubscriptionMachine``. Everything but what is said otherwise happens on the loop's thread.
final class SubscriptionHub: @unchecked Sendable {
  typealias ID = SubscriptionMachine.SubscriberID

  let loop: EventLoop
  private let options: ConnectionOptions
  private let delays: ReconnectDelays
  /// Of commands, in nanoseconds.
  private let timeout: UInt64
  /// Who watches the client.
  private let watchers: Broadcaster<RedisSubscriptionEvent>
  /// Called once nobody needs the connection any more, which is closed by then; nil to keep it.
  private let onUnused: (@Sendable () -> Void)?
  private let nextID = Atomic<ID>(0)

  private var machine = SubscriptionMachine()
  private var pending: [SubscriptionMachine.Event] = []
  private var isHandling = false
  /// Made with the first subscription. Knows the hub, until both are closed.
  private(set) var channel: ReconnectingChannel?
  private(set) var isClosed = false
  private var lastFailure: RedisError?
  private var subscriptions: [ID: Subscription] = [:]
  /// Those who wait for confirmation.
  private var waiting: [ID: (timer: LoopTimer, completion: (Result<Void, RedisError>) -> Void)] = [:]
  var channels = TopicTable()
  var patterns = TopicTable()
  var shardChannels = TopicTable()

  init(
    loop: EventLoop, options: ConnectionOptions, delays: ReconnectDelays, timeout: UInt64,
    watchers: Broadcaster<RedisSubscriptionEvent>, onUnused: (@Sendable () -> Void)? = nil
  ) {
    self.loop = loop
    self.options = options
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
      self.channel?.close()
      self.channel = nil
      let error = RedisError.clientWasClosed
      for id in Array(self.waiting.keys) { self.complete(id, .failure(error)) }
      for id in Array(self.subscriptions.keys) { self.drop(id, nil) }
    }
  }

  /// There is room for messages again.
  func resume(_ id: ID) {
    loop.perform {
      self.channel?.withConnection { $0.resumeReading() }
      // It may have begun to drop some once more.
      if let subscription = self.subscriptions[id], subscription.buffer.hasStoppedDropping { self.mayHaveMissed(subscription) }
    }
  }

  /// Makes the connection go on with other credentials.
  func reauthenticate(_ login: Reauthentication) {
    loop.perform {
      guard let channel = self.channel else { return }
      channel.withConnection { connection in
        // RESP2 allows no login beside subscriptions, and nobody would read the answer to one on a connection that is held.
        if connection.protocolVersion == 2 || connection.isPaused {
          return channel.replaceConnection(
            connection, because: RedisError(.connectionClosed, "the connection is replaced by one with new credentials"))
        }
        login.send(on: connection) { error in channel.replaceConnection(connection, because: error) }
      }
    }
  }

  func load() async -> ReconnectingChannel.Load {
    let channel: ReconnectingChannel? = await withUnsafeContinuation { continuation in
      loop.perform { continuation.resume(returning: self.channel) }
    }
    return await channel?.load() ?? ReconnectingChannel.Load()
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
  }

  private func perform(_ action: SubscriptionMachine.Action) {
    switch action {
    case .keepConnected(true): connect()
    case .keepConnected(false):
      channel?.keepConnected(false)
      if let onUnused {
        close()
        onUnused()
      }
    case .send(let id, let call): send(id, call)
    case .dropConnection(let error): channel?.withConnection { $0.close(error) }
    case .retryLater:
      loop.schedule(at: MonotonicTime.now.advanced(by: .milliseconds(50))) { [weak self] in self?.handle(.retry) }
    case .confirm(let id): complete(id, .success(()))
    case .fail(let id, let error):
      complete(id, .failure(error))
      drop(id, error)
    case .tell(let id, let event):
      guard let subscription = subscriptions[id] else { return }
      switch event {
      case .subscribed(let topics):
        // Not before: what comes of a subscription that is about to end would have a hole behind it.
        for topic in topics { changeTable(of: topic.kind) { $0.add(subscription, to: topic.name) } }
      case .mayHaveMissed: subscription.buffer.noteGap()
      default: break
      }
      subscription.events.send(event)
    case .announce(let event): watchers.send(event)
    }
  }

  private func send(_ id: SubscriptionMachine.CallID, _ call: SubscriptionCall) {
    channel?.submit(
      .subscription(call, timeout: timeout) { [weak self] error in
        guard let self else { return }
        switch error {
        case nil: self.handle(.confirmed(id))
        case let error? where error.code == .server: self.handle(.refused(id, error))
        case let error? where error.isUnsent: self.handle(.postponed(id))
        case let error?: self.handle(.unanswered(id, error))
        }
      })
  }

  private func connect() {
    if channel == nil {
      var options = options
      let observe = options.observe
      options.observe = { event in
        observe?(event)
        self.connectionChanged(event)
      }
      options.receive = { self.receive($0) }
      channel = ReconnectingChannel(loop: loop, options: options, delays: delays)
    }
    channel?.keepConnected(true)
  }

  private func connectionChanged(_ event: ConnectionEvent) {
    switch event {
    case .connected:
      lastFailure = nil
      handle(.connected)
    case .disconnected(let error):
      lastFailure = error
      handle(.disconnected(error))
    case .connecting, .reconnecting: break
    }
  }
}

extension SubscriptionHub: CustomReflectable {
  /// Nothing: to look at its parts from another thread than the loop's would be a race.
  var customMirror: Mirror { Mirror(hiding: self) }
}
