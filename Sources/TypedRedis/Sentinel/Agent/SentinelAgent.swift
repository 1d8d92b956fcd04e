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

  // MARK: The sentinels

  /// With the first question, not before.
  func start() {
    let isFirst = state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted && !state.isClosed
    }
    guard isFirst, flaw == nil else { return }
    for endpoint in state.withLock({ $0.members.endpoints }) { employ(endpoint) }
    let task = Task.detached { [weak self, interval = options.refreshInterval] in
      await self?.discover()
      while let interval, !Task.isCancelled {
        try? await Task.sleep(for: interval)
        await self?.refresh()
      }
    }
    let isLate = state.withLock { state in
      state.refreshing = task
      return state.isClosed
    }
    if isLate { task.cancel() }
  }

  private func employ(_ endpoint: Endpoint) {
    let client = SentinelClient(endpoint, options.sentinelOptions)
    let isWanted = state.withLock { state in
      guard !state.isClosed, state.clients[endpoint] == nil else { return false }
      state.clients[endpoint] = client
      return true
    }
    guard isWanted else { return client.close() }
    client.listen { [weak self] news in self?.heard(news, from: endpoint) }
  }

  /// In the order in which they became known.
  var clients: [SentinelClient] {
    state.withLock { state in state.members.endpoints.compactMap { state.clients[$0] } }
  }

  /// What a sentinel calls itself is known: others may be the same one.
  func identified(_ client: SentinelClient, as identity: String) {
    let spare = state.withLock { state in
      state.members.identify(client.endpoint, as: identity).compactMap { state.clients.removeValue(forKey: $0) }
    }
    for client in spare { client.close() }
  }

  /// Looks for further sentinels.
  func discover() async {
    guard options.discoversSentinels else { return }
    for client in clients {
      if let identity = await client.identity() { identified(client, as: identity) }
      guard let others = try? await client.others(options.primaryName, options.remapped) else { continue }
      for other in others { found(other.endpoint, identity: other.identity) }
    }
  }

  private func found(_ endpoint: Endpoint, identity: String) {
    guard state.withLock({ !$0.isClosed && $0.members.add(endpoint, identity: identity) }) else { return }
    events.send(.sentinelFound(endpoint))
    employ(endpoint)
  }

  /// Catches up with what announcements have not told.
  private func refresh() async {
    await discover()
    await checkPrimary()
  }

  // MARK: What they announce

  private func heard(_ news: SentinelClient.News, from sentinel: Endpoint) {
    switch news {
    case .announced(let announcement): heard(announcement, from: sentinel)
    case .listening:
      // It may have been lost before it was ever heard.
      if state.withLock({ $0.lost.remove(sentinel) }) != nil { events.send(.sentinelRestored(sentinel)) }
      checkSoon()
    case .restored:
      if state.withLock({ $0.lost.remove(sentinel) }) != nil { events.send(.sentinelRestored(sentinel)) }
      checkSoon()
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
      if instance.kind == .replica { leaveReplicas(RedisError(.connectionClosed, "\(endpoint) is down")) { $0 == endpoint } }
    case .up(let instance, let byAgreement) where instance.primary == options.primaryName:
      events.send(.cameBack(instance.kind, options.remapped(instance.endpoint), byAgreement: byAgreement))
      if instance.kind == .replica { leavePrimaryForReplicas() }
    case .found(let instance) where instance.primary == options.primaryName:
      if instance.kind == .sentinel { return discoverSoon() }
      events.send(.replicaFound(options.remapped(instance.endpoint)))
      leavePrimaryForReplicas()
    case .switched, .down, .up, .found: break
    }
  }

  private func announced(_ endpoint: Endpoint, by sentinel: Endpoint) {
    let (former, isFollowed) = state.withLock { state in
      (state.view.present, state.view.announced(endpoint, by: sentinel, at: .now))
    }
    if isFollowed { moved(from: former, to: endpoint) } else { checkSoon() }
  }

  private func checkSoon() { Task.detached { [weak self] in await self?.checkPrimary() } }

  private func discoverSoon() { Task.detached { [weak self] in await self?.discover() } }

  /// Sees whether the primary is still where it was.
  private func checkPrimary() async {
    guard let before = state.withLock({ $0.view.present }), let found = try? await findPrimary(), found != before else { return }
    let isNew = state.withLock { state in
      guard !state.isClosed, state.view.present == before else { return false }
      state.view.change(to: found, at: .now)
      return true
    }
    if isNew { moved(from: before, to: found) }
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
    leaveReplicas(error) { $0 == endpoint }
  }

  /// Replicas' connections lead to the primary where there was no replica.
  private func leavePrimaryForReplicas() {
    guard let present = state.withLock({ $0.view.present }) else { return }
    leaveReplicas(RedisError(.connectionClosed, "there is a replica to read from")) { $0 == present }
  }

  private func leaveReplicas(_ error: RedisError, _ isLeft: @escaping @Sendable (Endpoint) -> Bool) {
    state.withLock { $0.replicas }?.connections.leave(isLeft, after: SentinelAgent.grace, because: error)
  }
}
