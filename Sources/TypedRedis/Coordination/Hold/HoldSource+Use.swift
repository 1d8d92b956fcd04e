extension HoldSource {
  /// Runs `body` while it is held, and cancels it when that ends before `body` does.
  ///
  /// - Returns: nil if others had it for too long.
  /// - Throws: `lockLost` whatever `body` did, if it was not held to its end; otherwise what `body` throws.
  func use<Result: Sendable>(
    waitingAtMost limit: Duration, _ body: sending @escaping (Hold<Self>) async throws -> Result
  ) async throws -> Result? {
    guard let hold = try await acquire(waitingAtMost: limit) else { return nil }
    let use = await hold.keep(while: body)
    if let loss = use.loss {
      abandon(hold.token)
      throw loss
    }
    // From here on time does no harm: what was done with it is done.
    if let loss = await hold.release() { throw loss }
    return try use.outcome.get()
  }
}

/// How a body ended, and whether it was still held then.
private struct Use<Value: Sendable>: Sendable {
  let outcome: Result<Value, any Error>
  let loss: RedisError?
}

extension Hold {
  /// Cancels the body when it is lost, and extends it until the body has ended.
  fileprivate func keep<Value: Sendable>(
    while body: sending @escaping (Hold) async throws -> Value
  ) async -> Use<Value> {
    let body = Sent(body)
    // No child: whoever cancels the caller cancels the body, which may take its time then, and needs what it holds as before.
    // On the client's own thread: what keeps the shared ones busy, the body perhaps, must not be what loses it.
    let loop = source.redis.executor
    let keeping = Task(executorPreference: loop) { await self.keep() }
    defer { keeping.cancel() }
    return await withTaskGroup(of: Use<Value>?.self) { tasks in
      tasks.addTask {
        await keeping.value
        return nil
      }
      tasks.addTask(executorPreference: loop) {
        await self.watch()
        return nil
      }
      tasks.addTask { await self.use(body) }
      var use = Use<Value>(outcome: .failure(CancellationError()), loss: nil)
      for await result in tasks {
        if let result {
          use = result
          keeping.cancel()
        }
        // The body, too: it is lost, or the caller was cancelled, and the body with it.
        tasks.cancelAll()
      }
      return use
    }
  }

  private func use<Value: Sendable>(_ body: Sent<(Hold) async throws -> Value>) async -> Use<Value> {
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await body.value(self)) } catch { outcome = .failure(error) }
    return Use(outcome: outcome, loss: loss)
  }
}

/// What was sent to a function, which passes it on once: the compiler does not follow it into a task group.
private struct Sent<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: sending Value) { self.value = value }
}
