import RedisTransport
import Synchronization

/// Knows where the primary and the replicas are: asks the sentinels, listens to them, and moves the connections of its clients.
///
/// The clients' connections hold it, so that it lives for as long as one of them; it does not hold the clients.
final class SentinelAgent: Sendable {
  typealias Search<Found: Sendable> = Task<Result<Found, RedisError>, Never>

  struct State {
    var view: SentinelView
    var members: SentinelMembers
    var clients: [Endpoint: SentinelClient] = [:]
    /// One question at a time; those who come meanwhile get its answer.
    var search: Search<Endpoint>?
    var replicaSearch: Search<[Endpoint]>?
    /// One look at a time whether the primary, or the replicas, are still what is in use.
    var primaryCheck = Rerun()
    var replicaCheck = Rerun()
    /// Replicas that a sentinel cannot reach, which is to be looked at.
    var suspects: Set<Endpoint> = []
    /// Whether a connection of the readers was ever made to the primary, for want of a replica.
    var readsFromPrimary = false
    /// Which replica is next.
    var turn = 0
    /// Sentinels that had been lost, and have to be heard of again.
    var lost: Set<Endpoint> = []
    weak var primary: RedisCore?
    weak var replicas: RedisCore?
    var refreshing: Task<Void, Never>?
    var isStarted = false
    var isClosed = false
  }

  let options: RedisSentinelOptions
  /// What is wrong with the options. Then nobody is asked.
  let flaw: RedisError?
  let events = Broadcaster<RedisSentinelEvent>(buffering: 1024)
  let state: Mutex<State>

  init(_ options: RedisSentinelOptions) {
    self.options = options
    do throws(RedisError) {
      try options.validate()
      flaw = nil
    } catch {
      flaw = error
    }
    let view = SentinelView(quorum: options.quorum)
    state = Mutex(State(view: view, members: SentinelMembers(options.sentinels)))
  }

  deinit { close() }

  /// Has the clients told of changes, which hold this agent by then.
  func serve(primary: RedisCore, replicas: RedisCore) {
    state.withLock { state in
      state.primary = primary
      state.replicas = replicas
    }
  }

  func close() {
    let (clients, refreshing) = state.withLock { state in
      state.isClosed = true
      defer { state.clients = [:] }
      return (Array(state.clients.values), state.refreshing.take())
    }
    refreshing?.cancel()
    for client in clients { client.close() }
    events.finish()
  }

  /// In the order in which they became known.
  var clients: [SentinelClient] {
    state.withLock { state in state.members.endpoints.compactMap { state.clients[$0] } }
  }

  // MARK: What they announce

  func heard(_ news: SentinelClient.News, from sentinel: Endpoint) {
    switch news {
    case .announced(let announcement): heard(announcement, from: sentinel)
    case .listening:
      // It may have been lost before it was ever heard.
      if state.withLock({ $0.lost.remove(sentinel) }) != nil { events.send(.sentinelRestored(sentinel)) }
      checkPrimarySoon()
    case .restored:
      if state.withLock({ $0.lost.remove(sentinel) }) != nil { events.send(.sentinelRestored(sentinel)) }
      checkPrimarySoon()
    case .lost(let error):
      let isNew = state.withLock { !$0.isClosed && $0.lost.insert(sentinel).inserted }
      if isNew { events.send(.sentinelLost(sentinel, error)) }
    }
  }

  private func heard(_ announcement: SentinelAnnouncement, from sentinel: Endpoint) {
    switch announcement {
    case .switched(options.primaryName, _, let to): announced(options.remapped(to), by: sentinel)
    case .down(let instance, let byAgreement) where instance.primary == options.primaryName:
      let endpoint = options.remapped(instance.endpoint)
      events.send(.wentDown(instance.kind, endpoint, byAgreement: byAgreement))
      if instance.kind == .replica { suspect(endpoint) }
    case .up(let instance, let byAgreement) where instance.primary == options.primaryName:
      events.send(.cameBack(instance.kind, options.remapped(instance.endpoint), byAgreement: byAgreement))
      if instance.kind == .replica { checkReplicasSoon() }
    case .found(let instance) where instance.primary == options.primaryName:
      if instance.kind == .sentinel { return discoverSoon() }
      events.send(.replicaFound(options.remapped(instance.endpoint)))
      checkReplicasSoon()
    case .switched, .down, .up, .found: break
    }
  }

  private func announced(_ endpoint: Endpoint, by sentinel: Endpoint) {
    let (former, isFollowed) = state.withLock { state in
      (state.view.present, state.view.announced(endpoint, by: sentinel, at: .now, identities: state.members.identities))
    }
    if isFollowed { moved(from: former, to: endpoint) } else { checkPrimarySoon() }
  }

  // MARK: The connections

  /// What is under way on the old connections has so long to be answered.
  private static let grace = Duration.milliseconds(250)

  /// There is a new primary: whatever leads elsewhere is closed, and made anew.
  func moved(from former: Endpoint?, to endpoint: Endpoint) {
    events.send(.primaryChanged(from: former, to: endpoint))
    guard former != nil else { return }
    let error = RedisError(.connectionClosed, "the primary is \(endpoint) now")
    state.withLock { $0.primary }?.connections.leave({ $0 != endpoint }, after: SentinelAgent.grace, because: error)
    leaveReplicas(error) { ReaderPlaces.isLeft($0, movedFrom: former, to: endpoint) }
  }

  func leaveReplicas(_ error: RedisError, _ isLeft: @escaping @Sendable (Endpoint) -> Bool) {
    state.withLock { $0.replicas }?.connections.leave(isLeft, after: SentinelAgent.grace, because: error)
  }
}
