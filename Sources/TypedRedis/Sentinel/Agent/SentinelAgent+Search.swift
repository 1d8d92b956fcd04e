import RedisTransport
import Synchronization

/// Where connections have to go: the sentinels are asked at each connect.
extension SentinelAgent {
  /// How long the slower sentinels are waited for.
  private static let patience = Duration.milliseconds(500)

  func findPrimary() async throws(RedisError) -> Endpoint {
    if let flaw { throw flaw }
    start()
    let search: Search<Endpoint>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      if let search = state.search { return search }
      let search = Search<Endpoint>.detached(priority: .userInitiated) { await self.searchPrimary() }
      state.search = search
      return search
    }
    guard let search else { throw RedisError.clientWasClosed }
    return try await search.value.get()
  }

  private func searchPrimary() async -> Result<Endpoint, RedisError> {
    defer { state.withLock { $0.search = nil } }
    var hasDiscovered = false
    while true {
      let clients = clients
      let asked = clients.map(\.endpoint)
      let (start, generation) = state.withLock { state in
        let poll = SentinelPoll(
          primaryName: options.primaryName, asked: asked, quorum: options.quorum,
          expected: state.view.expected, avoided: state.view.avoided(at: .now))
        return (poll, state.view.generation)
      }
      let poll = await ask(clients, start) { $0.verdict != nil }
      let outcome = poll.verdict ?? .failure(.taskCancelled)
      if case .success(let endpoint) = outcome {
        if state.withLock({ $0.view.found(endpoint, askedIn: generation) }) { return outcome }
        continue
      }
      guard !hasDiscovered, poll.wouldGainFromOthers else { return outcome }
      hasDiscovered = true
      await discover()
      if self.clients.allSatisfy({ asked.contains($0.endpoint) }) { return outcome }
    }
  }

  private enum Heard<Answer: Sendable>: Sendable {
    case answer(Answer, from: SentinelClient, identity: String?)
    case timePassed
  }

  /// Asks these sentinels until it is enough, and gives the poll as it is then.
  func ask(
    _ clients: [SentinelClient], _ start: SentinelPoll, until isEnough: (SentinelPoll) -> Bool
  ) async -> SentinelPoll {
    await withTaskGroup(of: Heard<SentinelPoll.Answer>.self) { group in
      for client in clients { group.addTask { await self.ask(client) } }
      group.addTask { await SentinelAgent.waitPatiently() }
      defer { group.cancelAll() }
      var poll = start
      while !isEnough(poll) {
        switch await group.next() {
        case .answer(let answer, let client, let identity):
          poll.heard(answer, from: client.endpoint, identity: identity)
          if let identity { identified(client, as: identity) }
        case .timePassed: poll.timePassed()
        case nil: return poll
        }
      }
      return poll
    }
  }

  private func ask(_ client: SentinelClient) async -> Heard<SentinelPoll.Answer> {
    do throws(RedisError) {
      let endpoint = try await client.primary(options.primaryName)
      let identity = await client.identity()
      return .answer(endpoint.map { .primary(options.remapped($0)) } ?? .unknown, from: client, identity: identity)
    } catch {
      return .answer(.failed(error), from: client, identity: nil)
    }
  }

  private static func waitPatiently<Answer>() async -> Heard<Answer> {
    try? await Task.sleep(for: patience)
    return .timePassed
  }

  // MARK: Replicas

  /// The replica that is next, or the primary if there is none and that is allowed.
  func findReplica() async throws(RedisError) -> Endpoint {
    let replicas = try await findReplicas()
    let turn = state.withLock { state in
      state.turn &+= 1
      return state.turn.magnitude
    }
    if let replica = replicas.isEmpty ? nil : replicas.dropFirst(Int(turn % UInt(replicas.count))).first { return replica }
    guard options.readsFromPrimaryWithoutReplicas else {
      throw RedisError(.connectFailed, "the primary \(options.primaryName.debugDescription) has no replica to read from")
    }
    state.withLock { $0.readsFromPrimary = true }
    return try await findPrimary()
  }

  func findReplicas() async throws(RedisError) -> [Endpoint] {
    if let flaw { throw flaw }
    start()
    let search: Search<[Endpoint]>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      if let search = state.replicaSearch { return search }
      let search = Search<[Endpoint]>.detached(priority: .userInitiated) { await self.searchReplicas() }
      state.replicaSearch = search
      return search
    }
    guard let search else { throw RedisError.clientWasClosed }
    return try await search.value.get()
  }

  private func searchReplicas() async -> Result<[Endpoint], RedisError> {
    defer { state.withLock { $0.replicaSearch = nil } }
    return await askForReplicas()
  }

  func askForReplicas() async -> Result<[Endpoint], RedisError> {
    let clients = clients
    return await withTaskGroup(of: Heard<Result<[ReplicaPoll.Replica], RedisError>>.self) { group in
      for client in clients { group.addTask { await self.askForReplicas(client) } }
      group.addTask { await SentinelAgent.waitPatiently() }
      defer { group.cancelAll() }
      var poll = ReplicaPoll(asked: clients.map(\.endpoint), quorum: options.quorum)
      while true {
        if let verdict = poll.verdict { return verdict }
        switch await group.next() {
        case .answer(let answer, let client, let identity): poll.heard(answer, from: client.endpoint, identity: identity)
        case .timePassed: poll.timePassed()
        case nil: return .failure(.taskCancelled)
        }
      }
    }
  }

  private func askForReplicas(_ client: SentinelClient) async -> Heard<Result<[ReplicaPoll.Replica], RedisError>> {
    do throws(RedisError) {
      let list = try await client.replicas(options.primaryName, options.remapped)
      return .answer(.success(list), from: client, identity: await client.identity())
    } catch {
      return .answer(.failure(error), from: client, identity: nil)
    }
  }
}
