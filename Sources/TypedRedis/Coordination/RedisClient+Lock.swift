extension RedisClient {
  /// Runs `body` while nobody else holds the lock of this name.
  ///
  ///     try await redis.withLock("invoices", ttl: .seconds(10)) { lock in
  ///       try await write(invoice, fencingToken: lock.fencingToken)
  ///     }
  ///
  /// The lock ends by itself `ttl` after it was last extended, which happens each third of that time, in a task beside the one of
  /// `body`, until `body` ends: also after the caller was cancelled. Then the lock is given back, whatever way `body` ended. If it is
  /// lost before (the server is out of reach for `ttl`, has forgotten it, or it was deleted), the task of `body` is cancelled; `body`
  /// should then end soon.
  ///
  /// What `body` did while the lock was held counts, even if the lock cannot be given back: the answer is waited for until the lock
  /// ends by itself at the most, and if there is none, the result is returned nevertheless, and others wait for the lock's end.
  ///
  /// Two never hold it at the same time, as far as their clocks run at the same rate and the server keeps its data. It does not
  /// when it fails and a replica takes over that has not heard of the lock, or when it restarts without its data. Nor can a program
  /// that stands still (suspended, swapped out) for longer than `ttl` know that it lost the lock until it runs again, perhaps in
  /// the middle of a write. Where that would do harm, use ``RedisLock/fencingToken``. Who waits is not served in turn.
  ///
  /// The server has two keys for it, `lock:{name}` and `lock:{name}:fencing`; the latter stays for a month.
  ///
  /// - Parameters:
  ///   - name: what is locked. Not empty.
  ///   - ttl: how long the lock stays if its holder dies. Short delays of the network and the scheduler have to fit in a third of
  ///     it several times: seconds rather than milliseconds.
  ///   - limit: how long to wait for others. With zero, it is asked for once.
  ///   - body: runs in a child task.
  /// - Throws: ``RedisError`` with code `timedOut` if others have the lock for too long, `lockLost` if it was lost before `body`
  ///   ended, whatever `body` did, or if the server says so when it is given back before its time; and what `body` throws.
  public func withLock<Result: Sendable>(
    _ name: String, ttl: Duration = .seconds(10), waitingAtMost limit: Duration = .seconds(30),
    _ body: sending @escaping (RedisLock) async throws -> Result
  ) async throws -> Result {
    let source = try LockSource(self, name, ttl: ttl)
    guard let result = try await source.use(waitingAtMost: limit, { try await body(RedisLock(hold: $0)) }) else {
      throw RedisError(.timedOut, "\(source.description) was held by others for \(limit)")
    }
    return result
  }

  /// Runs `body` if nobody else holds the lock of this name, as ``withLock(_:ttl:waitingAtMost:_:)`` does.
  ///
  /// - Returns: nil if somebody holds it.
  public func withLockIfAvailable<Result: Sendable>(
    _ name: String, ttl: Duration = .seconds(10), _ body: sending @escaping (RedisLock) async throws -> Result
  ) async throws -> Result? {
    try await LockSource(self, name, ttl: ttl).use(waitingAtMost: .zero) { try await body(RedisLock(hold: $0)) }
  }
}
