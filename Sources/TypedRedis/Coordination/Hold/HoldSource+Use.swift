extension HoldSource {
  /// Runs `body` while it is held, and cancels it when that ends before `body` does.
  ///
  /// - Returns: nil if others had it for too long.
  /// - Throws: `lockLost` whatever `body` did, if it was not held to its end; otherwise what `body` throws.
  func use<Result: Sendable>(
    waitingAtMost limit: Duration, _ body: sending @escaping (Hold<Self>) async throws -> Result
  ) async throws -> Result? {
    guard let hold = try await acquire(waitingAtMost: limit) else { return nil }
    let outcome = await hold.keep(while: body)
    if hold.loss == nil { await hold.release() } else { abandon(hold.token) }
    if let loss = hold.loss { throw loss }
    return try outcome.get()
  }
}

extension Hold {
  fileprivate func keep<Value: Sendable>(
    while body: sending @escaping (Hold) async throws -> Value
  ) async -> Result<Value, any Error> {
    let body = Sent(body)
    return await withTaskGroup(of: Result<Value, any Error>?.self) { tasks in
      tasks.addTask {
        await self.keep()
        return nil
      }
      tasks.addTask {
        do { return .success(try await body.value(self)) } catch { return .failure(error) }
      }
      var outcome: Result<Value, any Error> = .failure(CancellationError())
      for await result in tasks {
        if let result { outcome = result }
        tasks.cancelAll()
      }
      return outcome
    }
  }
}

/// What was sent to a function, which passes it on once: the compiler does not follow it into a task group.
private struct Sent<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: sending Value) { self.value = value }
}
