import RedisTransport
import Synchronization

/// Which sentinels there are: those that were given, and those that they tell of.
extension SentinelAgent {
  /// With the first question, not before. Whoever comes meanwhile finds all of those that were given.
  func start() {
    guard flaw == nil else { return }
    let (isFirst, clients) = state.withLock { state in
      guard !state.isStarted, !state.isClosed else { return (false, [SentinelClient]()) }
      state.isStarted = true
      return (true, state.employ(state.members.endpoints, options.sentinelOptions))
    }
    guard isFirst else { return }
    listen(to: clients)
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

  /// Catches up with what announcements have not told.
  private func refresh() async {
    await discover()
    await checkPrimary()
    await checkReplicas()
  }

  private func listen(to clients: [SentinelClient]) {
    for client in clients {
      client.listen { [weak self, endpoint = client.endpoint] news in self?.heard(news, from: endpoint) }
    }
  }

  /// What a sentinel calls itself is known: others may be the same one.
  func identified(_ client: SentinelClient, as identity: String) {
    let spare = state.withLock { state in state.dismiss(state.members.identify(client.endpoint, as: identity)) }
    for client in spare { client.close() }
  }

  // MARK: Further ones

  func discoverSoon() { Task.detached { [weak self] in await self?.discover() } }

  /// Asks all sentinels for the others.
  func discover() async {
    guard options.discoversSentinels else { return }
    var lists: [Endpoint: [SentinelMembers.Listed]] = [:]
    var silent: Set<Endpoint> = []
    for (endpoint, answer) in await others() {
      switch answer {
      case .success(let list): lists[endpoint] = list
      case .failure(let error): if error.code != .server { silent.insert(endpoint) }
      }
    }
    let (new, spare) = state.withLock { state in
      guard !state.isClosed else { return ([SentinelClient](), [SentinelClient]()) }
      let change = state.members.update(lists, silent: silent)
      state.lost.subtract(change.gone)
      let spare = state.dismiss(change.gone)
      return (state.employ(change.new, options.sentinelOptions), spare)
    }
    for client in spare { client.close() }
    for client in new { events.send(.sentinelFound(client.endpoint)) }
    listen(to: new)
  }

  private typealias Answer = (endpoint: Endpoint, list: Result<[SentinelMembers.Listed], RedisError>)

  private func others() async -> [Answer] {
    await withTaskGroup(of: Answer.self) { group in
      for client in clients { group.addTask { await self.others(client) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func others(_ client: SentinelClient) async -> Answer {
    do throws(RedisError) {
      let list = try await client.others(options.primaryName, options.remapped)
      if let identity = await client.identity() { identified(client, as: identity) }
      return (client.endpoint, .success(list))
    } catch {
      return (client.endpoint, .failure(error))
    }
  }
}

extension SentinelAgent.State {
  /// Makes what asks these sentinels, where there is none yet. It is to be listened to afterwards.
  fileprivate mutating func employ(_ endpoints: [Endpoint], _ options: RedisOptions) -> [SentinelClient] {
    var new: [SentinelClient] = []
    for endpoint in endpoints where clients[endpoint] == nil {
      let client = SentinelClient(endpoint, options)
      clients[endpoint] = client
      new.append(client)
    }
    return new
  }

  /// Gives what asked these sentinels, to be closed.
  fileprivate mutating func dismiss(_ endpoints: [Endpoint]) -> [SentinelClient] {
    endpoints.compactMap { clients.removeValue(forKey: $0) }
  }
}
