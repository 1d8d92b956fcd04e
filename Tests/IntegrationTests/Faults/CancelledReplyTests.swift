import TestSupport
import Testing
import TypedRedis

/// The reply of a command that nobody waits for any more is nobody's.
///
/// In another client a call that was cancelled between its command and its reply left the reply on the connection, where the next
/// command took it for its own: CVE-2023-28859. Here every such moment is made to happen.
@Suite(.timeLimit(.minutes(2))) struct CancelledReplyTests {
  /// When a call is given up.
  enum Moment: CaseIterable {
    case sent, firstByte, midReply
  }

  private static let large = String(repeating: "large ", count: 20_000)

  private func prepare(_ binary: ServerBinary) async throws -> (FaultProxy, Redis) {
    let server = try await RealServer.common(binary)
    let proxy = try FaultProxy(to: server.port)
    let redis = try await Redis.connect("\(proxy.url)?command_timeout=30")
    try await redis.set(key: "cancelled:large", value: Self.large)
    try await redis.set(key: "cancelled:mine", value: "mine")
    return (proxy, redis)
  }

  /// Calls GET of something large and gives it up at that moment. Then the next command is called, and the reply let through.
  private func cancel(_ moment: Moment, _ proxy: FaultProxy, on runner: some RedisCommandRunner) async throws {
    let before = proxy.statistics
    switch moment {
    case .sent: proxy.pause(.replies)
    case .firstByte: proxy.pause(.replies, after: 1)
    case .midReply: proxy.pause(.replies, after: 50_000)
    }
    let call = Task { try await runner.get(key: "cancelled:large", as: String.self) }
    switch moment {
    // As much as the command is long: a question about the connection is shorter.
    case .sent: while proxy.statistics.requestBytes < before.requestBytes + 30 { await Task.yield() }
    case .firstByte: while proxy.statistics.replyBytes < before.replyBytes + 1 { await Task.yield() }
    case .midReply: while proxy.statistics.replyBytes < before.replyBytes + 50_000 { await Task.yield() }
    }
    call.cancel()
    let error = await failure { try await call.value }
    #expect(error?.code == .cancelled)
    // The few bytes that were seen may have been a connection's own.
    #expect(error?.mayHaveBeenApplied == true || moment != .midReply)
    let next = Task { try await runner.get(key: "cancelled:mine", as: String.self) }
    let last = Task { try await runner.echo(message: "last", as: String.self) }
    try await Task.sleep(for: .milliseconds(5))
    proxy.resume()
    #expect(try await next.value == "mine")
    #expect(try await last.value == "last")
    #expect(try await runner.get(key: "cancelled:large", as: String.self) == Self.large)
    // A shared connection is not given up for one task.
    #expect(proxy.statistics.accepted == before.accepted)
  }

  @Test(arguments: ServerBinary.all) func onTheSharedConnection(_ binary: ServerBinary) async throws {
    let (proxy, redis) = try await prepare(binary)
    defer {
      redis.close()
      proxy.stop()
    }
    for moment in Moment.allCases { try await cancel(moment, proxy, on: redis) }
  }

  @Test(arguments: ServerBinary.all) func onALeasedConnection(_ binary: ServerBinary) async throws {
    let (proxy, redis) = try await prepare(binary)
    defer {
      redis.close()
      proxy.stop()
    }
    for moment in Moment.allCases {
      try await redis.withConnection { connection async throws in
        _ = try await connection.ping()
        try await cancel(moment, proxy, on: connection)
      }
    }
  }

  /// The lease ends while the reply is under way: the connection's next user must not get it.
  @Test(arguments: Moment.allCases) func theNextLeaseGetsItsOwn(_ moment: Moment) async throws {
    let (proxy, redis) = try await prepare(#require(ServerBinary.all.first))
    defer {
      redis.close()
      proxy.stop()
    }
    for _ in 0..<5 {
      let call = Task {
        try await redis.withConnection { connection async throws in
          _ = try await connection.ping()
          switch moment {
          case .sent: proxy.pause(.requests)
          case .firstByte: proxy.pause(.replies, after: 1)
          case .midReply: proxy.pause(.replies, after: 50_000)
          }
          return try await connection.get(key: "cancelled:large", as: String.self)
        }
      }
      try await Task.sleep(for: .milliseconds(30))
      call.cancel()
      #expect(await failure { try await call.value }?.code == .cancelled)
      proxy.resume()
      let next = try await redis.withConnection { connection async throws in
        try await connection.get(key: "cancelled:mine", as: String.self)
      }
      #expect(next == "mine")
    }
  }

  /// A command that was never sent leaves nothing behind, and says that it was not applied.
  @Test func whileItWaitsForAConnection() async throws {
    let (proxy, redis) = try await prepare(#require(ServerBinary.all.first))
    defer {
      redis.close()
      proxy.stop()
    }
    proxy.refuse(true)
    proxy.cutAll(.reset)
    let key = "cancelled:queued"
    try await Task.sleep(for: .milliseconds(20))
    let call = Task { try await redis.append(key: key, value: "x") }
    let other = Task { try await redis.get(key: "cancelled:mine", as: String.self) }
    try await Task.sleep(for: .milliseconds(20))
    call.cancel()
    let error = await failure { try await call.value }
    #expect(error?.code == .cancelled)
    #expect(error?.mayHaveBeenApplied == false)
    proxy.refuse(false)
    #expect(try await other.value == "mine")
    #expect(try await redis.get(key: key) == nil)
  }

  /// The same for those whose deadline passed, in whatever state they were.
  @Test func thoseThatTimedOutTakeNobodysReply() async throws {
    let server = try await RealServer.common()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await Redis.connect("\(proxy.url)?command_timeout=0.1")
    defer { redis.close() }
    for round in 0..<6 {
      proxy.pause(.replies, after: round * 7)
      let outcomes = await withTaskGroup(of: (String, String?, RedisError.Code?).self) { group in
        for number in 0..<20 {
          group.addTask {
            let text = "\(round):\(number)"
            do throws(RedisError) {
              return (text, try await redis.echo(message: text, as: String.self), nil)
            } catch {
              return (text, nil, error.code)
            }
          }
        }
        group.addTask {
          try? await Task.sleep(for: .milliseconds(round.isMultiple(of: 2) ? 130 : 250))
          proxy.resume()
          return ("", "", nil)
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      for (asked, answered, code) in outcomes { #expect(answered == asked || code == .timedOut || code == .connectionClosed) }
      #expect(try await eventually { try await redis.echo(message: "own", as: String.self) } == "own")
    }
  }
}
