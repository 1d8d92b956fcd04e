import Synchronization
import TestSupport
import Testing
import TypedRedis

/// Pipelines whose connection or server fails on the way.
@Suite(.timeLimit(.minutes(2))) struct PipelineFaultTests {
  private func scripted(
    _ script: @escaping @Sendable (ScriptedServer.Peer, Int) -> Void,
    _ body: (Redis) async throws -> Void
  ) async throws {
    let server = try ScriptedServer(script)
    let redis = Redis(try RedisOptions(url: server.url))
    defer {
      redis.close()
      server.stop()
    }
    try await body(redis)
  }

  @Test func whatHasItsReplyIsNotSentAgain() async throws {
    let second = Mutex<[[String]]>([])
    try await scripted({ peer, number in
      var words = peer.greet()
      var count = 0
      while let command = words {
        if number > 0 { second.withLock { $0.append(command) } }
        count += 1
        peer.send("$1\r\n\(count)\r\n")
        // In the middle of the replies.
        if number == 0, count == 2 { return peer.close() }
        words = peer.command()
      }
    }, { redis in
      let values = try await redis.pipeline((0..<4).map { Commands.GET(key: "\($0)") })
      #expect(try values.map { try $0.get()?.string } == ["1", "2", "1", "2"])
      #expect(second.withLock { $0 } == [["GET", "2"], ["GET", "3"]])
    })
  }

  @Test func whatMayHaveBeenAppliedSaysSo() async throws {
    try await scripted({ peer, _ in
      guard peer.greet() != nil else { return }
      peer.send(":1\r\n")
      _ = peer.command()
      peer.close()
    }, { redis in
      let (first, second, third) = try await redis.pipeline().incr(key: "a").incr(key: "b").get(key: "c").run().results()
      #expect(try first.get() == 1)
      for error in [second.error, third.error] {
        #expect(error?.code == .connectionClosed)
        #expect(error?.mayHaveBeenApplied == true)
      }
      #expect(second.error?.command == "INCR")
      #expect(third.error?.command == "GET")
    })
  }

  @Test func aBatchThatTheServerCouldNotTakeIsSentAgain() async throws {
    let commands = Mutex<[String]>([])
    try await scripted({ peer, _ in
      var words = peer.greet()
      var count = 0
      while let command = words {
        commands.withLock { $0.append(command.joined(separator: " ")) }
        count += 1
        peer.send(count <= 4 ? "-LOADING Redis is loading the dataset in memory\r\n" : ":\(count)\r\n")
        words = peer.command()
      }
    }, { redis in
      let (a, b) = try await redis.pipeline().incr(key: "a").incr(key: "b").execute()
      #expect((a, b) == (5, 6))
      #expect(commands.withLock { $0 } == ["INCR a", "INCR b", "INCR a", "INCR b", "INCR a", "INCR b"])
    })
  }

  @Test func aTransactionThatTheServerCouldNotTakeIsSentAgain() async throws {
    let commands = Mutex<[String]>([])
    try await scripted({ peer, _ in
      var words = peer.greet()
      var transactions = 0
      while let command = words {
        commands.withLock { $0.append(command[0]) }
        switch (command[0], transactions) {
        case ("MULTI", _): peer.send("+OK\r\n")
        case ("EXEC", 0): peer.send("-EXECABORT Transaction discarded because of previous errors.\r\n")
        case ("EXEC", _): peer.send("*2\r\n:7\r\n:8\r\n")
        case (_, 0): peer.send("-LOADING Redis is loading the dataset in memory\r\n")
        default: peer.send("+QUEUED\r\n")
        }
        if command[0] == "EXEC" { transactions += 1 }
        words = peer.command()
      }
    }, { redis in
      let (a, b) = try await redis.transaction().incr(key: "a").incr(key: "b").execute()
      #expect((a, b) == (7, 8))
      #expect(commands.withLock { $0 } == ["MULTI", "INCR", "INCR", "EXEC", "MULTI", "INCR", "INCR", "EXEC"])
    })
  }

  /// All commands were queued, and then the keys left for another server: the end itself is refused.
  @Test func aTransactionWhoseEndTheServerCouldNotTakeIsSentAgain() async throws {
    let commands = Mutex<[String]>([])
    try await scripted({ peer, _ in
      var words = peer.greet()
      var ends = 0
      while let command = words {
        commands.withLock { $0.append(command[0]) }
        switch command[0] {
        case "MULTI": peer.send("+OK\r\n")
        case "EXEC":
          ends += 1
          peer.send(ends == 1 ? "-TRYAGAIN Multiple keys request during rehashing of slot\r\n" : "*1\r\n:7\r\n")
        default: peer.send("+QUEUED\r\n")
        }
        words = peer.command()
      }
    }, { redis in
      let value = try await redis.transaction().incr(key: "a").execute()
      #expect(value == 7)
      #expect(commands.withLock { $0 } == ["MULTI", "INCR", "EXEC", "MULTI", "INCR", "EXEC"])
    })
  }

  /// What comes after a break is as patient as a call of its own.
  @Test func theRestOfABatchWaitsForALoadingServer() async throws {
    try await scripted({ peer, number in
      var words = peer.greet()
      var count = 0
      while let command = words {
        count += 1
        let isRefused = number == 1 && count <= 2
        peer.send(isRefused ? "-LOADING Redis is loading the dataset in memory\r\n" : "$1\r\n\(command[1])\r\n")
        if number == 0, count == 2 { return peer.close() }
        words = peer.command()
      }
    }, { redis in
      let values = try await redis.pipeline((0..<4).map { Commands.GET(key: "\($0)") })
      #expect(try values.map { try $0.get()?.string } == ["0", "1", "2", "3"])
    })
  }

  /// What used to be the primary is left, also by those who only use pipelines.
  @Test func aReplicaIsLeft() async throws {
    try await scripted({ peer, number in
      var words = peer.greet()
      while let command = words {
        let isRefused = number == 0 && command[0] == "SET"
        peer.send(isRefused ? "-READONLY You can't write against a read only replica.\r\n" : "+OK\r\n")
        words = peer.command()
      }
    }, { redis in
      var refused = 0
      while case .failure(let error) = try await redis.pipeline().ping().set(key: "a", value: 1).run().results().1 {
        #expect(error.server?.kind == "READONLY")
        refused += 1
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(refused > 0)
    })
  }

  @Test func aBatchOfWhichSomethingWasExecutedIsNot() async throws {
    let commands = Mutex(0)
    try await scripted({ peer, _ in
      var words = peer.greet()
      var count = 0
      while words != nil {
        commands.withLock { $0 += 1 }
        count += 1
        peer.send(count == 3 ? ":3\r\n" : "-LOADING Redis is loading the dataset in memory\r\n")
        words = peer.command()
      }
    }, { redis in
      let results = try await redis.pipeline((0..<4).map { Commands.INCR(key: "\($0)") })
      #expect(results.map { $0.error?.server?.kind } == ["LOADING", "LOADING", nil, "LOADING"])
      #expect(try results[2].get() == 3)
      #expect(commands.withLock { $0 } == 4)
    })
  }

  @Test(arguments: ServerBinary.all) func deadlinesAndCancellation(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=60")
    defer {
      redis.close()
      server.stop()
    }
    server.freeze()
    let late = try await redis.withTimeout(.milliseconds(50)).pipeline((0..<600).map { Commands.INCR(key: "\($0)") })
    #expect(late.count == 600)
    #expect(Set(late.map { $0.error?.code }) == [.timedOut])
    let task = Task { try await redis.pipeline((0..<600).map { Commands.ECHO(message: "\($0)") }) }
    task.cancel()
    let cancelled = await task.result
    switch cancelled {
    case .success(let results): #expect(Set(results.map { $0.error?.code }) == [.cancelled])
    case .failure(let error): #expect((error as? RedisError)?.code == .cancelled)
    }
    server.thaw()
    // The replies of those that were given up are nobody's.
    #expect(try await redis.echo(message: "own").string == "own")
  }

  @Test(arguments: ServerBinary.all) func countsUnderFaults(_ binary: ServerBinary) async throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var profile = FaultProfile.rough
    profile.lifetime = 2_000...100_000
    profile.spacing = 1...20_000
    let server = try await RealServer.common(binary)
    let proxy = try FaultProxy(to: server.port, plan: FaultPlan(seed: seed, profile: profile))
    let redis = Redis(try RedisOptions(url: "\(proxy.url)?command_timeout=1"))
    let direct = try await Redis.connect(server.url)
    defer {
      for client in [redis, direct] { client.close() }
      proxy.stop()
    }
    let keys = (0..<8).map { "chain:faults:\($0)" }
    try await direct.del(keys: keys)
    let sums = await withTaskGroup(of: (acknowledged: Int, uncertain: Int).self) { group in
      for task in 0..<8 {
        group.addTask {
          var sum = (acknowledged: 0, uncertain: 0)
          for _ in 0..<60 {
            let isAtomic = task.isMultiple(of: 2)
            for result in await increments(redis, keys[task], isAtomic: isAtomic) {
              if result.error == nil { sum.acknowledged += 1 }
              if result.error?.mayHaveBeenApplied == true { sum.uncertain += 1 }
            }
          }
          return sum
        }
      }
      return await group.reduce(into: (acknowledged: 0, uncertain: 0)) {
        $0.acknowledged += $1.acknowledged
        $0.uncertain += $1.uncertain
      }
    }
    let counted = try await direct.mget(keys: keys, as: Int.self).reduce(0) { $0 + ($1 ?? 0) }
    #expect(counted >= sums.acknowledged, "seed \(seed)")
    #expect(counted <= sums.acknowledged + sums.uncertain, "seed \(seed)")
    // Those of transactions are even: five at a time are carried out, or none.
    for key in stride(from: 0, to: 8, by: 2) {
      #expect(try await direct.get(key: keys[key], as: Int.self).map { $0 % 5 } ?? 0 == 0, "seed \(seed)")
    }
  }

  private func increments(_ redis: Redis, _ key: String, isAtomic: Bool) async -> [Result<Int, RedisError>] {
    do throws(RedisError) {
      guard isAtomic else { return try await redis.pipeline((0..<5).map { _ in Commands.INCR(key: key) }) }
      let (a, b, c, d, e) = try await redis.transaction()
        .incr(key: key).incr(key: key).incr(key: key).incr(key: key).incr(key: key).run().results()
      return [a, b, c, d, e]
    } catch {
      return Array(repeating: .failure(error), count: 5)
    }
  }
}

extension Result where Failure == RedisError {
  var error: RedisError? {
    if case .failure(let error) = self { error } else { nil }
  }
}
