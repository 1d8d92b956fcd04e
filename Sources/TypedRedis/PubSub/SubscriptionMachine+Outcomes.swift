// Who comes and goes, and what the server says.
extension SubscriptionMachine {
  mutating func add(_ id: SubscriberID, _ wanted: [RedisTopic]) {
    let names = Set(wanted)
    var subscriber = Subscriber(topics: Array(names), fresh: names, missing: names)
    var standing: [RedisTopic] = []
    for name in names {
      topics[name, default: Topic()].subscribers.insert(id)
      guard topics[name]?.standing == .subscribed else { continue }
      subscriber.fresh.remove(name)
      subscriber.missing.remove(name)
      standing.append(name)
    }
    subscribers[id] = subscriber
    if !standing.isEmpty { actions.append(.tell(id, .subscribed(standing))) }
    settle(id)
    // In the order in which they were named, each once.
    var seen: Set<RedisTopic> = []
    sendWanted(wanted.filter { seen.insert($0).inserted })
  }

  mutating func remove(_ id: SubscriberID) {
    guard let subscriber = subscribers.removeValue(forKey: id) else { return }
    // What comes after that restores nothing for anybody.
    if subscribers.isEmpty { isInterrupted = false }
    for name in subscriber.topics {
      topics[name]?.subscribers.remove(id)
      if !isConnected, topics[name]?.subscribers.isEmpty == true { topics[name] = nil }
    }
    sendWanted(subscriber.topics)
  }

  mutating func fail(_ id: SubscriberID, _ error: RedisError) {
    remove(id)
    actions.append(.fail(id, error))
  }

  /// Notes if a subscriber has everything it wants.
  private mutating func settle(_ id: SubscriberID) {
    guard let subscriber = subscribers[id], subscriber.missing.isEmpty else { return }
    if !subscriber.isConfirmed {
      subscribers[id]?.isConfirmed = true
      actions.append(.confirm(id))
    }
    if subscriber.isInterrupted {
      subscribers[id]?.isInterrupted = false
      actions.append(.tell(id, .restored))
    }
  }

  // MARK: Answers

  mutating func confirmed(_ id: CallID) {
    guard let call = calls.removeValue(forKey: id) else { return }
    if call.isBeginning { begun(call.topics) } else { done(call.topics) }
    // What was wanted meanwhile.
    sendWanted(call.topics)
    checkRestored()
  }

  private mutating func begun(_ names: [RedisTopic]) {
    var first: [RedisTopic] = []
    var again: [RedisTopic] = []
    for name in names {
      guard let topic = topics[name] else { continue }
      topics[name]?.hasStood = true
      if topic.hasStood { again.append(name) } else { first.append(name) }
    }
    // Before anything arrives on them: the server's next words may be a message.
    if !first.isEmpty { actions.append(.announce(.subscribed(first))) }
    if !again.isEmpty { actions.append(.announce(.mayHaveMissed(again))) }
    stands(names)
  }

  /// Tells those who wait for these that they have them.
  private mutating func stands(_ names: [RedisTopic]) {
    var news: [SubscriberID: (first: [RedisTopic], again: [RedisTopic])] = [:]
    for name in names {
      guard let topic = topics[name] else { continue }
      topics[name]?.standing = .subscribed
      for id in topic.subscribers {
        guard subscribers[id]?.missing.remove(name) != nil else { continue }
        if subscribers[id]?.fresh.remove(name) != nil {
          news[id, default: ([], [])].first.append(name)
        } else {
          news[id, default: ([], [])].again.append(name)
        }
      }
    }
    for (id, news) in news.sorted(by: { $0.key < $1.key }) {
      if !news.first.isEmpty { actions.append(.tell(id, .subscribed(news.first))) }
      if !news.again.isEmpty { actions.append(.tell(id, .mayHaveMissed(news.again))) }
      settle(id)
    }
  }

  private mutating func done(_ names: [RedisTopic]) {
    for name in names {
      topics[name]?.standing = .none
      topics[name]?.hasStood = false
    }
    actions.append(.announce(.unsubscribed(names)))
  }

  /// A cluster that is about to change.
  private static let passing: Set<String> = ["CLUSTERDOWN", "TRYAGAIN"]

  mutating func refused(_ id: CallID, _ error: RedisError) {
    guard let call = calls.removeValue(forKey: id) else { return }
    resetStanding(of: call)
    if error.server?.isPassing == true || Self.passing.contains(error.server?.kind ?? "") {
      retryLater()
    } else if call.topics.count > 1 {
      // One of them is the reason, or that they are in several slots, and servers take all or none.
      for name in call.topics where topics[name]?.subscribers.isEmpty == !call.isBeginning {
        send(SubscriptionCall(kind: call.kind, isBeginning: call.isBeginning, topics: [name]))
      }
      sendWanted(call.topics)
    } else if call.isBeginning {
      fail(call.topics, error)
      sendWanted(call.topics)
    } else {
      // It goes on, and nobody takes what comes of it, unless somebody has come meanwhile.
      for name in call.topics where topics[name]?.subscribers.isEmpty == true {
        actions.append(.announce(.refused([name], error)))
      }
    }
    checkRestored()
  }

  /// It was never sent: there was no room for it.
  mutating func postponed(_ id: CallID) {
    guard let call = calls.removeValue(forKey: id) else { return }
    resetStanding(of: call)
    retryLater()
    checkRestored()
  }

  /// After a call that changed nothing. What was to end goes on, also for those who came meanwhile.
  private mutating func resetStanding(of call: SubscriptionCall) {
    guard call.isBeginning else { return stands(call.topics) }
    for name in call.topics { topics[name]?.standing = .none }
  }

  private mutating func fail(_ names: [RedisTopic], _ error: RedisError) {
    actions.append(.announce(.refused(names, error)))
    for name in names {
      for id in (topics[name]?.subscribers ?? []).sorted() {
        actions.append(.tell(id, .refused(names, error)))
        fail(id, error)
      }
    }
  }

  mutating func ended(_ name: RedisTopic) {
    // If a command is under way for it, that decides.
    guard let topic = topics[name], topic.standing == .subscribed else { return }
    topics[name]?.standing = .none
    actions.append(.announce(.unsubscribed([name])))
    for id in topic.subscribers.sorted() {
      subscribers[id]?.missing.insert(name)
      actions.append(.tell(id, .unsubscribed([name])))
      if subscribers[id]?.isConfirmed == true { subscribers[id]?.isInterrupted = true }
    }
    sendWanted([name])
  }
}
