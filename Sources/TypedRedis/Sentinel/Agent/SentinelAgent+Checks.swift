import RedisTransport
import Synchronization

/// Whether what is in use is still what the sentinels name, although nothing has broken and nobody has announced a change.
extension SentinelAgent {
  // MARK: The primary

  func checkPrimarySoon() { Task.detached { [weak self] in await self?.checkPrimary() } }

  /// Follows most of the sentinels if they name another primary than the present one.
  func checkPrimary() async {
    guard state.withLock({ !$0.isClosed && $0.primaryCheck.begin() }) else { return }
    while state.withLock({ $0.primaryCheck.next() }) { await checkPrimaryOnce() }
  }

  private func checkPrimaryOnce() async {
    let clients = clients
    let asked = clients.map(\.endpoint)
    let start = state.withLock { state -> (before: Endpoint, poll: SentinelPoll, generation: Int)? in
      guard let present = state.view.present else { return nil }
      let poll = SentinelPoll(
        primaryName: options.primaryName, asked: asked, quorum: options.quorum, expected: present,
        avoided: state.view.avoided(at: .now))
      return (present, poll, state.view.generation)
    }
    guard let start else { return }
    let poll = await ask(clients, start.poll) { $0.finding != nil }
    guard case .moves(let to) = poll.finding else { return }
    let isNew = state.withLock { state in
      guard !state.isClosed, state.view.generation == start.generation else { return false }
      state.view.change(to: to, at: .now)
      return true
    }
    if isNew { moved(from: start.before, to: to) }
  }

  // MARK: The replicas

  /// A sentinel cannot reach a replica; whether it is still read from is for all of them to say.
  func suspect(_ replica: Endpoint) {
    state.withLock { _ = $0.suspects.insert(replica) }
    checkReplicasSoon()
  }

  func checkReplicasSoon() { Task.detached { [weak self] in await self?.checkReplicas() } }

  /// Leaves replicas that are down, and the primary if there is a replica to read from.
  func checkReplicas() async {
    guard state.withLock({ !$0.isClosed && $0.replicaCheck.begin() }) else { return }
    while state.withLock({ $0.replicaCheck.next() }) { await checkReplicasOnce() }
  }

  private func checkReplicasOnce() async {
    let (suspects, isNeeded) = state.withLock { state in
      defer { state.suspects = [] }
      return (state.suspects, state.readsFromPrimary || !state.suspects.isEmpty)
    }
    guard isNeeded else { return }
    // Not the answer that others wait for: that may have been on its way before what is to be looked at.
    guard case .success(let replicas) = await askForReplicas() else {
      return state.withLock { $0.suspects.formUnion(suspects) }
    }
    let primary = state.withLock { $0.view.present }
    let error = RedisError(.connectionClosed, "the sentinels name other servers to read from")
    leaveReplicas(error) { ReaderPlaces.isLeft($0, suspects: suspects, replicas: replicas, primary: primary) }
  }
}
