import RedisTransport

/// Who serves what is asked for here. On the loop's thread, but for what is said otherwise.
extension ClusterCore {
  /// Something happened that the map does not explain.
  func suspectMap() { act(refresh.handle(.suspected)) }

  private func act(_ action: MapRefresh.Action?) {
    guard !isClosed, flaw == nil else { return }
    startTimers()
    switch action {
    case .ask: ask()
    case .wait(let nanoseconds):
      loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: nanoseconds)) { [weak self] in
        guard let self else { return }
        act(refresh.handle(.waited))
      }
    case nil: break
    }
  }

  private func ask() {
    map.willAsk()
    questions += 1
    let question = MapQuestion(options)
    let candidates = candidates()
    let learn = { @Sendable [weak self] (outcome: Result<ClusterView, RedisError>) in
      guard let self else { return }
      self.learn(outcome)
    }
    // Others wait for it, who may have a higher priority than one that is made on the loop.
    Task.detached(priority: .userInitiated) { [loop] in
      let outcome = await question.ask(candidates)
      loop.perform { learn(outcome) }
    }
  }

  /// Whom to ask, the likeliest first: who was said to know better, those that can be reached, those that cannot, and those that the
  /// user named. Who has just come back may not have heard of its successor.
  private func candidates() -> [MapQuestion.Candidate] {
    var order: [ClusterNode] = []
    if let preferred, isKnown(preferred) { order.append(preferred) }
    preferred = nil
    let known = nodes.values.shuffled()
    order += known.filter(\.isSteady) + known.filter { !$0.isFailing && !$0.isSteady } + known.filter(\.isFailing)
    let isLost = known.allSatisfy(\.isFailing)
    let seeds = options.seeds.map(remapped)
    if isLost { order += seeds.map { node(at: $0) } }
    var seen: Set<Endpoint> = []
    return order.filter { seen.insert($0.endpoint).inserted }
      .map { MapQuestion.Candidate(endpoint: $0.endpoint, redis: $0.redis) }
  }

  func remapped(_ endpoint: Endpoint) -> Endpoint { options.remap?(endpoint) ?? endpoint }

  private func learn(_ outcome: Result<ClusterView, RedisError>) {
    guard !isClosed else { return }
    // They are about to be tried: whether they wait no longer is seen afterwards.
    let wereHeld = held?.count ?? 0 > 0
    switch outcome {
    case .success(let view):
      mapFailure = nil
      apply(view)
      if !options.requiresFullCoverage || map.gaps == 0 { tellMapWaiters(.success(())) }
    case .failure(let error):
      mapFailure = error
      if error.isFinal { tellMapWaiters(.failure(error)) }
      if map.isEmpty { failHeld(error) }
    }
    let isSound = (try? outcome.get()) != nil && isSatisfied && !wereHeld
    act(refresh.handle(.asked(isSound: isSound)))
  }

  /// Whether nobody waits for a better map.
  private var isSatisfied: Bool {
    guard held?.count ?? 0 == 0, mapWaiters.isEmpty else { return false }
    return map.primaries.allSatisfy { !$0.isFailing || !$0.channels.contains(where: \.isBusy) }
  }

  /// Waiting does not make a wrong password right.
  private func failHeld(_ error: RedisError) {
    guard error.isFinal else { return }
    for call in held?.removeAll() ?? [] { call.reject(error) }
  }

  private func tellMapWaiters(_ outcome: Result<Void, RedisError>) {
    let told = mapWaiters.filter { $0.after < questions }
    mapWaiters.removeAll { $0.after < questions }
    for waiter in told { waiter.completion(outcome) }
  }

  /// With the first use. Does nothing later.
  func startTimers() {
    guard !isTimed, flaw == nil else { return }
    isTimed = true
    if let interval = options.refreshInterval {
      every(interval) { core in core.act(core.refresh.handle(.due)) }
    }
    every(ClusterNode.patience / 4) { core in core.lookAfterSilence() }
    if options.readsFrom == .lowestLatency {
      every(.seconds(1)) { core in core.measureLatencies() }
    }
  }

  private func every(_ interval: Duration, _ action: @escaping (ClusterCore) -> Void) {
    loop.schedule(at: MonotonicTime.now.advanced(by: interval)) { [weak self] in
      guard let self, !isClosed else { return }
      action(self)
      every(interval, action)
    }
  }

  // MARK: Waiting for it

  /// Waits until the map is known. From any thread.
  ///
  /// - Parameter afresh: whether it has to be asked for, also if it is known.
  func awaitMap(within limit: Duration, afresh: Bool = false) async throws(RedisError) {
    if let flaw { throw flaw }
    let waiter = MapWaiter()
    let outcome: Result<Void, RedisError> = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        loop.perform { self.add(waiter, within: limit, afresh) { continuation.resume(returning: $0) } }
      }
    } onCancel: {
      loop.perform { self.end(waiter, .taskCancelled) }
    }
    try outcome.get()
  }

  private func add(
    _ waiter: MapWaiter, within limit: Duration, _ afresh: Bool, completion: @escaping (Result<Void, RedisError>) -> Void
  ) {
    guard !isClosed else { return completion(.failure(RedisError.clientWasClosed)) }
    guard afresh || map.isEmpty || options.requiresFullCoverage && map.gaps > 0 else { return completion(.success(())) }
    guard waiter.set(completion) else { return }
    // Of an answer that is under way nobody knows how old it is.
    if afresh { waiter.after = questions }
    mapWaiters.append(waiter)
    loop.schedule(at: MonotonicTime.now.advanced(by: limit)) { [weak self] in
      let gaps = self.map { $0.map.gaps } ?? 0
      let why = self?.mapFailure.map { ": \($0.message)" } ?? (gaps > 0 ? ": \(gaps) slots are served by no node" : "")
      let error = RedisError(.timedOut, "the cluster's map was not to be had within \(limit)\(why)")
      if let self { end(waiter, error) } else { waiter.completion(.failure(error)) }
    }
    suspectMap()
  }

  private func end(_ waiter: MapWaiter, _ error: RedisError) {
    mapWaiters.removeAll { $0 === waiter }
    waiter.completion(.failure(error))
  }

  func close() {
    loop.perform {
      guard !self.isClosed else { return }
      self.isClosed = true
      let error = RedisError.clientWasClosed
      for call in self.held?.removeAll() ?? [] { call.reject(error) }
      self.questions += 1
      self.tellMapWaiters(.failure(error))
      for node in self.nodes.values { node.core.close() }
      self.nodes = [:]
      self.subscriptions?.close()
      self.events.close()
    }
  }
}

/// Somebody who waits for the map, and is told once. On the loop's thread.
final class MapWaiter: @unchecked Sendable {
  private var tell: ((Result<Void, RedisError>) -> Void)?
  private var early: Result<Void, RedisError>?
  /// The question whose answer is too old for it.
  var after = 0

  /// False if it has been told already, before it was there.
  func set(_ tell: @escaping (Result<Void, RedisError>) -> Void) -> Bool {
    if let early {
      tell(early)
      return false
    }
    self.tell = tell
    return true
  }

  func completion(_ outcome: Result<Void, RedisError>) {
    guard early == nil else { return }
    early = outcome
    tell?(outcome)
    tell = nil
  }
}
