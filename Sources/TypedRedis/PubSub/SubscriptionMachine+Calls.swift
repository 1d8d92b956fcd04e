// What is sent, so that servers think of topics as subscribers do.
extension SubscriptionMachine {
  /// No command names more topics than this, so that no single one of many thousands holds up the others.
  static let maximumNames = 512

  /// What may be in one command with what else is the same.
  private struct Batch: Hashable {
    var place: Place
    var slot: UInt16?
  }

  /// Topics by batch, both in the order in which they came.
  private struct Batches {
    private(set) var order: [Batch] = []
    private var names: [Batch: [RedisTopic]] = [:]

    mutating func add(_ name: RedisTopic, to batch: Batch) {
      if names[batch] == nil { order.append(batch) }
      names[batch, default: []].append(name)
    }

    func names(of batch: Batch) -> [RedisTopic] { names[batch] ?? [] }
  }

  /// Sends what makes the servers' view of these topics that of the subscribers, as far as nothing is under way for them.
  mutating func sendWanted(_ names: [RedisTopic]) {
    guard !connected.isEmpty else { return }
    for kind in RedisTopic.Kind.allCases {
      var beginnings = Batches()
      var ends = Batches()
      for name in names where name.kind == kind {
        guard let topic = topics[name] else { continue }
        for place in topic.places.union(topic.standings.keys) where connected.contains(place) {
          switch (topic.standings[place], topic.places.contains(place)) {
          case (nil, true): beginnings.add(name, to: Batch(place: place, slot: places.slot(of: name)))
          case (.subscribed, false):
            let slot = places.slot(of: name)
            // A server that has lost a slot ends by itself what was subscribed to in it: its word for that and the answer to a
            // command would be taken for each other.
            if slot == nil || topic.subscribers.isEmpty { ends.add(name, to: Batch(place: place, slot: slot)) }
          default: break
          }
        }
        forget(name)
      }
      for batch in ends.order { send(ends.names(of: batch), kind, isBeginning: false, to: batch.place) }
      for batch in beginnings.order { send(beginnings.names(of: batch), kind, isBeginning: true, to: batch.place) }
    }
  }

  private mutating func send(_ names: [RedisTopic], _ kind: RedisTopic.Kind, isBeginning: Bool, to place: Place) {
    var rest = names[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.maximumNames))
      rest = rest.dropFirst(some.count)
      send(SubscriptionCall(kind: kind, isBeginning: isBeginning, topics: some), to: place)
    }
  }

  mutating func send(_ call: SubscriptionCall, to place: Place) {
    for name in call.topics { topics[name]?.standings[place] = call.isBeginning ? .subscribing : .unsubscribing }
    nextCall += 1
    calls[nextCall] = (call, place)
    actions.append(.send(nextCall, call, place))
  }

  /// Drops a topic that nobody wants and no server knows.
  mutating func forget(_ name: RedisTopic) {
    if let topic = topics[name], topic.subscribers.isEmpty, topic.standings.isEmpty { topics[name] = nil }
  }
}
