import RedisTransport

/// Decides what to subscribe to, where, and who is told what: pure, for one connection after another to each of the servers.
///
/// Many subscribers may want the same topic: the first has it subscribed to, and the last who leaves has it ended. At most one
/// command per topic is under way at a place, so that what it leads to is certain; what changed meanwhile is done after it. Calls
/// belong to the connection on which they were sent: what is heard of them after that broke is ignored.
struct SubscriptionMachine {
  typealias SubscriberID = UInt64
  typealias CallID = UInt64
  typealias Place = SubscriptionPlace

  enum Event {
    case subscribe(SubscriberID, [RedisTopic])
    case unsubscribe(SubscriberID)
    case connected(Place = .only)
    /// A connection broke, or an attempt to make one failed.
    case disconnected(RedisError, Place = .only)
    /// The server confirmed every topic of a call.
    case confirmed(CallID)
    /// The server answered a call with an error.
    case refused(CallID, RedisError)
    /// The server answered that another one is the place for it, which has been noted.
    case redirected(CallID)
    /// A call was not sent, as there was no room for it.
    case postponed(CallID)
    /// A call has no answer, though its connection may stand.
    case unanswered(CallID, RedisError)
    /// The server ended a subscription unasked.
    case ended(RedisTopic, Place = .only)
    /// Other servers may be the places for topics.
    case placesChanged
    /// The time that `retryLater` asked for is over.
    case retry
  }

  enum Action: Equatable {
    /// Connect, and come back after every break; or do not any more.
    case keepConnected(Bool, Place = .only)
    case send(CallID, SubscriptionCall, Place = .only)
    /// Close the connection: what it is subscribed to is not known any more.
    case dropConnection(RedisError, Place = .only)
    /// From now on, what comes of this topic comes from elsewhere.
    case moved(RedisTopic)
    /// There are topics for which no server is known.
    case askForPlaces
    case retryLater
    /// All that the subscriber wants is confirmed. Once.
    case confirm(SubscriberID)
    /// The subscriber is gone.
    case fail(SubscriberID, RedisError)
    case tell(SubscriberID, RedisSubscriptionEvent)
    /// Tell who watches the whole client.
    case announce(RedisSubscriptionEvent)
  }

  /// What a server thinks of a topic, if anything.
  enum Standing { case subscribing, subscribed, unsubscribing }

  struct Topic {
    var subscribers: Set<SubscriberID> = []
    /// Where it has to be subscribed to; none if nobody wants it, or nobody knows.
    var places: Set<Place> = []
    var standings: [Place: Standing] = [:]
    /// Whether it has been confirmed since somebody wants it.
    var hasStood = false
    /// Whether it was whole when that was last looked at.
    var stands = false

    /// Whether all that comes of it arrives.
    var isWhole: Bool {
      subscribers.isEmpty || !places.isEmpty && places.allSatisfy { standings[$0] == .subscribed }
    }
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

  let places: any SubscriptionPlaces
  var topics: [RedisTopic: Topic] = [:]
  var subscribers: [SubscriberID: Subscriber] = [:]
  /// Under way on the present connections.
  var calls: [CallID: (call: SubscriptionCall, place: Place)] = [:]
  var connected: Set<Place> = []
  /// Those to which the last attempt to connect failed.
  var down: Set<Place> = []
  /// The one that is used where any of them will do.
  var common: Place?
  /// How many topics want each place.
  private var uses: [Place: Int] = [:]
  private var kept: Set<Place> = []
  /// Those of which that may be different now.
  private var touched: [Place] = []
  var isInterrupted = false
  /// One is enough.
  private var willRetry = false
  var nextCall: CallID = 0
  var actions: [Action] = []

  init(places: any SubscriptionPlaces = OnePlace()) { self.places = places }

  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .subscribe(let id, let topics): add(id, topics)
    case .unsubscribe(let id): remove(id)
    case .connected(let place): connected(place)
    case .disconnected(let error, let place): disconnected(place, error)
    case .confirmed(let id): confirmed(id)
    case .refused(let id, let error): refused(id, error)
    case .redirected(let id): redirected(id)
    case .postponed(let id): postponed(id)
    case .unanswered(let id, let error):
      if let (_, place) = calls.removeValue(forKey: id) { actions.append(.dropConnection(error, place)) }
    case .ended(let topic, let place): ended(topic, place)
    case .placesChanged: placeAnew()
    case .retry:
      willRetry = false
      forgetFailures()
      placeAnew()
      sendWanted(Array(topics.keys))
    }
    keepWanted()
    defer { actions = [] }
    return actions
  }

  // MARK: Which connections there have to be

  /// Sets where a topic has to be.
  mutating func want(_ name: RedisTopic, at places: Set<Place>) {
    guard let old = topics[name]?.places, old != places else { return }
    topics[name]?.places = places
    for place in old.subtracting(places) {
      uses[place, default: 1] -= 1
      touched.append(place)
    }
    for place in places.subtracting(old) {
      uses[place, default: 0] += 1
      touched.append(place)
    }
  }

  private mutating func keepWanted() {
    for place in touched {
      let isUsed = uses[place, default: 0] > 0
      if !isUsed { uses[place] = nil }
      guard isUsed != kept.contains(place) else { continue }
      if isUsed { kept.insert(place) } else { kept.remove(place) }
      actions.append(.keepConnected(isUsed, place))
    }
    touched = []
  }

  /// Whether anything needs this place's connection.
  func needs(_ place: Place) -> Bool {
    uses[place] != nil || calls.values.contains { $0.place == place }
  }

  mutating func retryLater() {
    guard !willRetry else { return }
    willRetry = true
    actions.append(.retryLater)
  }
}

/// One command of a ``SubscriptionMachine``.
struct SubscriptionCall: Sendable, Equatable {
  var kind: RedisTopic.Kind
  var isBeginning: Bool
  var topics: [RedisTopic]
}
