import RedisTransport

extension CommandChain {
  /// Executes the chain and gives what became of each command.
  ///
  /// - Throws: ``RedisError`` if the chain as a whole was not carried out: a transaction of which the server refused a command
  ///   (`transactionRejected`), or one on a connection with watched keys of which one was changed (`transactionConflicted`), or
  ///   that has no reply (its `mayHaveBeenApplied` says whether it may have been carried out all the same). The commands of a
  ///   pipeline fail one by one, unless it could not be sent at all: the task was cancelled, there was no exclusive connection
  ///   for blocking commands, or one of them cannot be part of a pipeline.
  public func run() async throws(RedisError) -> ChainOutcome<Responses> {
    guard isTransaction else { return ChainOutcome(try await runPipeline()) }
    switch try await runTransaction(on: context.router) {
    case .committed(let outcome): return outcome
    case .conflicted, .abandoned: throw .conflict
    }
  }

  private func runPipeline() async throws(RedisError) -> [ChainRun.Outcome] {
    guard !links.isEmpty else { return [] }
    try check(on: context.router)
    let blocking = links.lazy.filter(\.traits.isBlocking).map(\.blocking).filter { $0 != .none }
    guard !blocking.isEmpty else { return try await runPipeline(on: context.router, timeout: context.deadlines.command) }
    // On a connection of its own, where it holds up nobody.
    let lease = try await context.router.lease(
      for: { links.map { FramedRequest($0.callDescriptor, encode: $0.encode) } }, after: nil, task: WaitingTask.current)
    defer { context.router.endLease(lease) }
    let outcomes = try await runPipeline(on: lease, timeout: context.deadlines.timeout(blockingFor: blocking))
    for outcome in outcomes {
      // Some may have been carried out: it is not done again, but the next one goes to the right place.
      guard case .failure(let error) = outcome, error.redirection != nil else { continue }
      _ = await context.router.isWorthAnotherLease(after: error, on: lease, attempt: 0)
      break
    }
    return outcomes
  }

  private func runPipeline(on router: CommandRouter, timeout: UInt64) async throws(RedisError) -> [ChainRun.Outcome] {
    let parts = stride(from: 0, to: links.count, by: BatchSize.most).map { start in
      ChainRun(Array(links.dropFirst(start).prefix(BatchSize.most)), callbacks: context.callbacks)
    }
    try await context.forgettingChanges(of: links) { () async throws(RedisError) in
      try await ChainBatch.submit(parts.map { ChainBatch(run: $0, timeout: timeout) }, on: router)
    }
    return parts.flatMap { $0.results() }
  }

  /// Runs the commands as one transaction.
  func runTransaction(on router: CommandRouter) async throws(RedisError) -> TransactionOutcome<Responses> {
    try check(on: router)
    let run = TransactionRun(links, callbacks: context.callbacks)
    try await context.forgettingChanges(of: links) { () async throws(RedisError) in
      try await ChainBatch.submit([ChainBatch(run: run, timeout: context.deadlines.command)], on: router)
    }
    switch run.end {
    case .carriedOut: return .committed(ChainOutcome(run.results()))
    case .conflicted: return .conflicted(attempts: 1)
    case .failed(let error): throw error
    case nil: throw RedisError(.connectionClosed, "there was no reply")
    }
  }

  /// Refuses what would not get one reply per command.
  private func check(on router: CommandRouter) throws(RedisError) {
    for link in links {
      guard link.traits.delivery == .reply, !link.traits.isAlone else { throw .notOneReply(to: link.descriptor) }
      if link.traits.scope != .shared { try router.allowConnectionChange(link.descriptor) }
    }
  }
}

extension RedisError {
  @usableFromInline static func notOneReply(to command: CommandDescriptor) -> RedisError {
    RedisError(.unsupported, "cannot be part of a pipeline or a transaction: it is about the login, or is not answered with one reply").of(command)
  }

  static var conflict: RedisError {
    RedisError(.transactionConflicted, "a watched key was changed, so that the transaction was not carried out")
  }
}
