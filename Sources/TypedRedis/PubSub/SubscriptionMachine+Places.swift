// Connections that come and go, and servers that take over from each other.
extension SubscriptionMachine {
  mutating func connected(_ place: Place) {
    connected.insert(place)
    down.remove(place)
    sendWanted(Array(topics.keys))
  }

  mutating func disconnected(_ place: Place, _ error: RedisError) {
    calls = calls.filter { $0.value.place != place }
    down.insert(place)
    let hasStood = connected.remove(place) != nil
    if hasStood { interrupted(place, error) }
    // Channels need not wait for it.
    if place == common { placeAnew() }
    guard !hasStood, error.isFinal else { return }
    // Waiting does not make a wrong password right. Those who were confirmed once wait all the same: it may be set right.
    for (id, subscriber) in subscribers where !subscriber.isConfirmed {
      if subscriber.topics.contains(where: { topics[$0]?.places.contains(place) == true }) { fail(id, error) }
    }
  }

  private mutating func interrupted(_ place: Place, _ error: RedisError) {
    var concerned: [SubscriberID: [RedisTopic]] = [:]
    for (name, topic) in topics {
      topics[name]?.standings[place] = nil
      if topic.places.contains(place) {
        topics[name]?.stands = false
        for id in topic.subscribers { concerned[id, default: []].append(name) }
      }
      forget(name)
    }
    guard !concerned.isEmpty else { return }
    isInterrupted = true
    actions.append(.announce(.interrupted(error)))
    for (id, names) in concerned.sorted(by: { $0.key < $1.key }) {
      subscribers[id]?.missing.formUnion(names)
      guard subscribers[id]?.isConfirmed == true else { continue }
      subscribers[id]?.isInterrupted = true
      actions.append(.tell(id, .interrupted(error)))
    }
  }

  /// After a call: whether what a break interrupted is whole again.
  mutating func checkRestored() {
    guard isInterrupted, calls.isEmpty, topics.values.allSatisfy(\.isWhole) else { return }
    isInterrupted = false
    actions.append(.announce(.restored))
  }

  // MARK: Places

  /// One that stands if there is one, and keeps the present one for as long as that is no worse than others.
  mutating func chooseCommon() {
    let all = places.all
    if let common, all.contains(common), !down.contains(common) { return }
    let up = all.filter { !down.contains($0) }
    if let better = up.first(where: connected.contains) ?? up.first {
      common = better
    } else {
      // Each has just been tried.
      if common.map(all.contains) != true { common = all.first }
      if all.count > 1, let common, needs(common) { retryLater() }
    }
  }

  /// Those that could not be reached are worth trying once more, the present one last.
  mutating func forgetFailures() { down = down.filter { $0 == common } }

  /// Looks again where everything has to be, and moves what is elsewhere.
  mutating func placeAnew() {
    down.formIntersection(places.all)
    chooseCommon()
    var changed: [RedisTopic] = []
    var left: [RedisTopic] = []
    var back: [RedisTopic] = []
    var fewer: [RedisTopic] = []
    var isAnyLost = false
    for (name, topic) in topics where !topic.subscribers.isEmpty {
      let wanted = places.places(of: name, common: common)
      if wanted.isEmpty { isAnyLost = true }
      guard wanted != topic.places else { continue }
      want(name, at: wanted)
      changed.append(name)
      actions.append(.moved(name))
      // It may still send what was ignored from there meanwhile.
      if wanted.contains(where: { !topic.places.contains($0) && topic.standings[$0] != nil }) { back.append(name) }
      guard topic.stands else { continue }
      // With further places it goes on at the old ones.
      let hasLeft = !topic.places.isSubset(of: wanted)
      guard topics[name]?.isWhole == false else {
        if hasLeft { fewer.append(name) }
        continue
      }
      topics[name]?.stands = false
      if hasLeft { left.append(name) }
    }
    if isAnyLost { askAndRetry() }
    guard !changed.isEmpty else { return }
    interrupted(changed, left: left)
    beginAgain(back)
    // What the places that are left have sent, and nobody has read, is ignored.
    missed(fewer)
    complete(changed)
    sendWanted(changed)
    checkRestored()
  }

  mutating func askAndRetry() {
    actions.append(.askForPlaces)
    retryLater()
  }

  /// - Parameter left: those that stood, and are not where they have to be any more.
  private mutating func interrupted(_ names: [RedisTopic], left: [RedisTopic]) {
    if !left.isEmpty { actions.append(.announce(.unsubscribed(left))) }
    var ended: [SubscriberID: [RedisTopic]] = [:]
    for name in left { for id in topics[name]?.subscribers ?? [] { ended[id, default: []].append(name) } }
    for (id, names) in ended.sorted(by: { $0.key < $1.key }) {
      actions.append(.tell(id, .unsubscribed(names)))
      if subscribers[id]?.isConfirmed == true { subscribers[id]?.isInterrupted = true }
    }
    for name in names where topics[name]?.isWhole == false {
      for id in topics[name]?.subscribers ?? [] { subscribers[id]?.missing.insert(name) }
    }
  }
}
