import RedisTransport

extension Redis {
  /// Runs `body` with a live feed of every command that the server executes, of all its clients.
  ///
  ///     try await redis.withMonitor { entries in
  ///       for try await entry in entries where entry.database == 0 {
  ///         print(entry.time, entry.client, entry.words)
  ///       }
  ///     }
  ///
  /// For looking for something, not for running all the time: a server that is monitored does much less. It has a connection of
  /// its own, out of the pool, which is closed afterwards. Entries that come faster than they are taken wait, up to two limits; then
  /// the oldest are dropped and counted in ``RedisMonitor/droppedCount``. The server leaves out commands that are administrative
  /// or have secrets in them. An entry longer than ``RESPLimits/maximumLineLength`` ends the connection, with code `limitExceeded`.
  ///
  /// - Parameters:
  ///   - limit: How many entries wait at most.
  ///   - bytes: How many bytes those may have together, as the server writes them. 16 MiB by default. One always may wait.
  ///   - timeout: How long to wait for a connection; nil for the options' `leaseTimeout`.
  /// - Throws: ``RedisError`` if there is no connection to be had, or the server refuses, and whatever `body` throws.
  public func withMonitor<Result>(
    bufferingNewest limit: Int = 4096, bytes: Int = 16 << 20, timeout: Duration? = nil,
    _ body: (RedisMonitor) async throws -> Result
  ) async throws -> Result {
    let router = try await core.lease(task: WaitingTask.current, timeout: timeout)
    defer { core.endLease(router) }
    let mailbox = Mailbox<RedisBytes>(measure: \.count)
    defer { _ = mailbox.close() }
    await router.connection.receiveStream { event in
      switch event {
      case .frame(let line):
        mailbox.put(RedisBytes(line.dropFirst().prefix { $0 != UInt8(ascii: "\r") }), keeping: limit, size: bytes)
      case .closed(let error): mailbox.finish(.failure(error))
      }
    }
    try await RedisConnection(router, settings).monitor()
    return try await body(RedisMonitor(mailbox: mailbox))
  }
}

extension Connection {
  /// Gives what comes on it without end to `receive`, on the loop's thread.
  fileprivate func receiveStream(_ receive: @escaping @Sendable (StreamEvent) -> Void) async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      loop.perform {
        if self.phase == .closed {
          receive(.closed(RedisError(.connectionClosed, "the connection is closed")))
        } else {
          self.streamReceiver = receive
        }
        continuation.resume()
      }
    }
  }
}
