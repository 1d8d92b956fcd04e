import RedisTransport

extension RedisClient {
  /// Carries out a transaction that depends on what was read before, if that has not changed meanwhile.
  ///
  ///     let outcome = try await redis.transaction(watching: ["stock"]) { connection in
  ///       guard let stock = try await connection.get(key: "stock", as: Int.self), stock > 0 else { throw TransactionAbandoned() }
  ///       return connection.transaction().decr(key: "stock").rpush(key: "orders", elements: ["a book"])
  ///     }
  ///     if case .committed(let outcome) = outcome { let (stock, orders) = try outcome.get() }
  ///
  /// `body` reads on a connection of its own, on which the keys are watched, and returns the commands to be carried out, or
  /// throws ``TransactionAbandoned`` to leave it. If one of the keys is changed by anybody before they are, nothing is carried out, and all begins again
  /// after a short while, longer each time. When it throws, nothing was carried out. On every way out the keys are no longer
  /// watched.
  ///
  /// - Parameters:
  ///   - keys: what `body` reads; at least one.
  ///   - attempts: how often it is tried at most.
  ///   - body: runs once for each attempt. What it writes through the connection is not part of the transaction.
  /// - Returns: what became of it; `get()` gives the responses or throws.
  /// - Throws: what `body` throws, and ``RedisError``: its `mayHaveBeenApplied` says whether the transaction may have been
  ///   carried out all the same.
  public func transaction<Responses>(
    watching keys: [some RedisValueConvertible], attempts: Int = 64,
    _ body: (RedisConnection) async throws -> CommandChain<Responses>
  ) async throws -> TransactionOutcome<Responses> {
    guard !keys.isEmpty else { throw RedisError(.invalidArgument, "there are no keys to watch") }
    let watch = Commands.WATCH(keys: keys)
    let router = context.router
    let words = keys.map(\.redisValue)
    var lease = try await router.lease(keys: words, task: WaitingTask.current, timeout: nil)
    defer { router.endLease(lease) }
    var redirections = 0
    /// Whether the keys are elsewhere now; then the lease is another one.
    func moves(_ error: any Error) async throws(RedisError) -> Bool {
      guard let error = error as? RedisError,
        await router.isWorthAnotherLease(after: error, on: lease, attempt: redirections)
      else { return false }
      redirections += 1
      // What is on its way has moved soon; until then it cannot be watched anywhere.
      if error.redirection?.kind == .ask { try await pause(until: .now + .milliseconds(50)) }
      let next = try await router.lease(keys: words, task: WaitingTask.current, timeout: nil)
      router.endLease(lease)
      lease = next
      return true
    }
    var backoff = Backoff(initial: .milliseconds(1), maximum: .milliseconds(50))
    var generator = SystemRandomNumberGenerator()
    var attempt = 0
    while attempt < max(1, attempts) {
      if attempt > 0 { try await pause(until: .now + .nanoseconds(Int64(clamping: backoff.next(using: &generator)))) }
      attempt += 1
      let connection = RedisConnection(lease, settings)
      lease.isWatching = true
      let chain: CommandChain<Responses>
      do {
        try await connection.sendFreely(watch)
        chain = try await body(connection)
      } catch {
        if await unwatched(connection) { lease.isWatching = false }
        if error is TransactionAbandoned { return .abandoned }
        guard try await moves(error) else { throw error }
        attempt -= 1
        continue
      }
      let outcome: TransactionOutcome<Responses>
      do {
        outcome = try await chain.runTransaction(on: lease)
      } catch {
        guard try await moves(error) else { throw error }
        attempt -= 1
        continue
      }
      lease.isWatching = false
      if case .conflicted = outcome { continue }
      return outcome
    }
    return .conflicted(attempts: max(1, attempts))
  }

  /// Ends the watch. If that does not work any more, the pool does it before anyone else gets the connection.
  private func unwatched(_ connection: RedisConnection) async -> Bool {
    (try? await connection.sendFreely(Commands.UNWATCH())) != nil
  }
}

extension RedisConnection {
  /// Runs a command without noting that it changes the connection: whoever calls it undoes that.
  fileprivate func sendFreely<C: RedisCommand>(_ command: C) async throws(RedisError) {
    _ = try await send(
      command, C.traits, on: context.router, timeout: context.deadlines.command, reading: C.decode)
  }
}
