// Who comes and goes, and what servers say.
extension SubscriptionMachine {
  mutating func add(_ id: SubscriberID, _ wanted: [RedisTopic]) {
    let names = Set(wanted)
    var subscriber = Subscriber(topics: Array(names), fresh: names, missing: names)
    var standing: [RedisTopic] = []
    var isAnyLost = false
    chooseCommon()
    for name in names {
      let isFirst = topics[name, default: Topic()].subscribers.isEmpty
      topics[name, default: Topic()].subscribers.insert(id)
      if isFirst {
        let places = places.places(of: name, common: common)
        want(name, at: places)
        if places.isEmpty { isAnyLost = true }
        // What was heard of it elsewhere was for others.
        if let topic = topics[name], places.allSatisfy({ topic.standings[$0] == nil }) {
          topics[name]?.stands = false
          topics[name]?.hasStood = false
        }
      }
      guard topics[name]?.isWhole == true else { continue }
      subscriber.fresh.remove(name)
      subscriber.missing.remove(name)
      standing.append(name)
    }
    subscribers[id] = subscriber
    if !standing.isEmpty { actions.append(.tell(id, .subscribed(standing))) }
    settle(id)
    if isAnyLost { askAndRetry() }
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
      if topics[name]?.subscribers.isEmpty == true { want(name, at: []) }
      forget(name)
    }
    sendWanted(subscriber.topics)
    // What was not, may have been wanted by nobody else.
    checkRestored()
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
    guard let (call, place) = calls.removeValue(forKey: id) else { return }
    if call.isBeginning {
      for name in call.topics { topics[name]?.standings[place] = .subscribed }
      beginAgain(call.topics.filter { topics[$0]?.places.contains(place) == true })
      complete(call.topics)
    } else {
      done(call.topics, at: place)
    }
    // What was wanted meanwhile.
    sendWanted(call.topics)
    checkRestored()
  }

  /// Of topics that several servers have parts of, one that was missing is there again, and others are not: what comes from there has
  /// a gap before it, however long the others take.
  mutating func beginAgain(_ names: [RedisTopic]) {
    missed(names.filter { topics[$0]?.isWhole == false })
  }

  /// Something of these is lost for those who had them.
  mutating func missed(_ names: [RedisTopic]) {
    var concerned: [SubscriberID: [RedisTopic]] = [:]
    for name in names {
      for id in topics[name]?.subscribers ?? [] where subscribers[id]?.fresh.contains(name) == false {
        concerned[id, default: []].append(name)
      }
    }
    guard !concerned.isEmpty else { return }
    actions.append(.announce(.mayHaveMissed(names)))
    for (id, names) in concerned.sorted(by: { $0.key < $1.key }) { actions.append(.tell(id, .mayHaveMissed(names))) }
  }

  /// Says so of those that are whole now.
  mutating func complete(_ names: [RedisTopic]) {
    let whole = names.filter { topics[$0]?.isWhole == true }
    var first: [RedisTopic] = []
    var again: [RedisTopic] = []
    for name in whole where topics[name]?.stands == false {
      if topics[name]?.hasStood == true { again.append(name) } else { first.append(name) }
      topics[name]?.stands = true
      topics[name]?.hasStood = true
    }
    // Before anything arrives on them: the server's next words may be a message.
    if !first.isEmpty { actions.append(.announce(.subscribed(first))) }
    if !again.isEmpty { actions.append(.announce(.mayHaveMissed(again))) }
    stands(whole)
  }

  /// Tells those who wait for these that they have them.
  private mutating func stands(_ names: [RedisTopic]) {
    var news: [SubscriberID: (first: [RedisTopic], again: [RedisTopic])] = [:]
    for name in names {
      for id in topics[name]?.subscribers ?? [] {
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

  private mutating func done(_ names: [RedisTopic], at place: Place) {
    var ended: [RedisTopic] = []
    for name in names {
      guard let topic = topics[name] else { continue }
      topics[name]?.standings[place] = nil
      // Where it has moved away from, that was said.
      guard topic.subscribers.isEmpty || topic.places.contains(place) else { continue }
      topics[name]?.stands = false
      topics[name]?.hasStood = false
      ended.append(name)
    }
    if !ended.isEmpty { actions.append(.announce(.unsubscribed(ended))) }
  }

  mutating func refused(_ id: CallID, _ error: RedisError) {
    guard let (call, place) = calls.removeValue(forKey: id) else { return }
    resetStanding(of: call, at: place)
    if let server = error.server, server.isPassing || server.isOfCluster {
      retryLater()
    } else if call.topics.count > 1 {
      // One of them is the reason, or that they are in several slots, and servers take all or none.
      for name in call.topics where topics[name]?.places.contains(place) == call.isBeginning {
        send(SubscriptionCall(kind: call.kind, isBeginning: call.isBeginning, topics: [name]), to: place)
      }
      sendWanted(call.topics)
    } else if call.isBeginning {
      // If it has moved meanwhile, that is nobody's.
      fail(call.topics.filter { topics[$0]?.places.contains(place) == true }, error)
      sendWanted(call.topics)
    } else {
      // It goes on, and nobody takes what comes of it, unless somebody has come meanwhile.
      for name in call.topics where topics[name]?.subscribers.isEmpty == true {
        actions.append(.announce(.refused([name], error)))
      }
    }
    checkRestored()
  }

  mutating func redirected(_ id: CallID) {
    guard let (call, place) = calls.removeValue(forKey: id) else { return }
    if call.isBeginning {
      resetStanding(of: call, at: place)
      // If nobody has noted another place, that server would say the same again.
      if call.topics.contains(where: { topics[$0]?.places.contains(place) == true }) { retryLater() }
      for name in call.topics { forget(name) }
    } else {
      // A server that has lost a slot has ended what was subscribed to in it.
      done(call.topics, at: place)
      sendWanted(call.topics)
    }
    checkRestored()
  }

  /// It was never sent: there was no room for it.
  mutating func postponed(_ id: CallID) {
    guard let (call, place) = calls.removeValue(forKey: id) else { return }
    resetStanding(of: call, at: place)
    retryLater()
    checkRestored()
  }

  /// After a call that changed nothing. What was to end goes on, also for those who came meanwhile.
  private mutating func resetStanding(of call: SubscriptionCall, at place: Place) {
    for name in call.topics { topics[name]?.standings[place] = call.isBeginning ? nil : .subscribed }
    if !call.isBeginning { complete(call.topics) }
  }

  private mutating func fail(_ names: [RedisTopic], _ error: RedisError) {
    guard !names.isEmpty else { return }
    actions.append(.announce(.refused(names, error)))
    for name in names {
      for id in (topics[name]?.subscribers ?? []).sorted() {
        actions.append(.tell(id, .refused(names, error)))
        fail(id, error)
      }
    }
  }

  mutating func ended(_ name: RedisTopic, _ place: Place) {
    // If a command is under way for it, that decides.
    guard let topic = topics[name], topic.standings[place] == .subscribed else { return }
    topics[name]?.standings[place] = nil
    guard topic.places.contains(place) || topic.subscribers.isEmpty else { return }
    topics[name]?.stands = false
    actions.append(.announce(.unsubscribed([name])))
    for id in topic.subscribers.sorted() {
      subscribers[id]?.missing.insert(name)
      actions.append(.tell(id, .unsubscribed([name])))
      if subscribers[id]?.isConfirmed == true { subscribers[id]?.isInterrupted = true }
    }
    sendWanted([name])
  }
}
