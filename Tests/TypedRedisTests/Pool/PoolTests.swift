import Synchronization
import TestSupport
import Testing

@testable import RedisTransport
@testable import TypedRedis

/// The pool on sockets: what is opened, asked, kept and closed.
@Suite(.timeLimit(.minutes(1))) struct PoolTests {
  private func count(_ word: String, in server: PoolServer) -> Int {
    server.lines.count { $0.hasSuffix(" \(word)") }
  }

  @Test func theMinimumIsOpenedAndKept() async throws {
    let server = try PoolServer()
    let pool = server.pool { $0.minimum = 3 }
    defer { pool.close() }
    #expect(await pool.statistics().total == 0)
    pool.warmUp()
    #expect(await pool.comes { $0.idle == 3 })
    let lease = try await pool.lease(task: nil)
    #expect(await pool.statistics() == statistics(idle: 2, leased: 1))
    pool.loop.perform { lease.close(RedisError(.connectionClosed, "broken")) }
    pool.release(lease, .none)
    #expect(await pool.comes { $0.idle == 3 && $0.total == 3 })
    #expect(count("HELLO", in: server) == 4)
    #expect(await pool.counters().connected == 4)
    #expect(await pool.counters().disconnected == 1)
  }

  private func statistics(idle: Int, leased: Int) -> PoolStatistics {
    var statistics = PoolStatistics()
    statistics.total = idle + leased
    statistics.idle = idle
    statistics.leased = leased
    statistics.maximum = 64
    return statistics
  }

  @Test func aClientsFirstCommandWarmsThePoolUp() async throws {
    let server = try PoolServer()
    let pool = server.pool { $0.minimum = 2 }
    let channel = ReconnectingChannel(loop: .shared, options: pool.options.warming(pool))
    defer {
      channel.close()
      pool.close()
    }
    try await channel.connect(task: nil)
    #expect(await pool.comes { $0.idle == 2 })
  }

  @Test func whatNobodyUsesIsClosed() async throws {
    let server = try PoolServer()
    let pool = server.pool {
      $0.minimum = 1
      $0.idleTime = .milliseconds(50)
    }
    defer { pool.close() }
    var leases: [Connection] = []
    for _ in 0..<4 { leases.append(try await pool.lease(task: nil)) }
    for lease in leases { pool.release(lease, .none) }
    #expect(await pool.comes { $0.total == 1 })
    try await Task.sleep(for: .milliseconds(200))
    #expect(await pool.statistics().idle == 1)
  }

  @Test func anIdleConnectionIsAskedBeforeItIsLent() async throws {
    let server = try PoolServer()
    let pool = server.pool { $0.healthCheckAfter = .zero }
    defer { pool.close() }
    let first = try await pool.lease(task: nil)
    pool.release(first, .none)
    #expect(await pool.comes { $0.idle == 1 })
    let second = try await pool.lease(task: nil)
    #expect(first === second)
    #expect(count("PING", in: server) == 1)
  }

  @Test func aConnectionThatDoesNotAnswerIsReplaced() async throws {
    let server = try PoolServer { words, connection, _ in
      words[0] == "PING" && connection == 0 ? "" : PoolServer.usual(words)
    }
    let pool = server.pool(probeTimeout: .milliseconds(100)) { $0.healthCheckAfter = .zero }
    defer { pool.close() }
    let first = try await pool.lease(task: nil)
    pool.release(first, .none)
    #expect(await pool.comes { $0.idle == 1 })
    let second = try await pool.lease(task: nil)
    #expect(first !== second)
    #expect(await pool.comes { $0.total == 1 && $0.leased == 1 })
  }

  @Test func aChangedConnectionIsMadeAsNew() async throws {
    let server = try PoolServer()
    let pool = server.pool { $0.maximum = 1 }
    defer { pool.close() }
    let first = try await pool.lease(task: nil)
    pool.release(first, .undoable)
    let second = try await pool.lease(task: nil)
    #expect(first === second)
    #expect(server.lines.filter { !$0.hasSuffix("CLIENT") } == ["0 HELLO", "0 RESET", "0 HELLO"])
    pool.release(second, .lasting)
    #expect(try await pool.lease(task: nil) !== second)
  }

  @Test func whereThatFailsAnotherOneIsOpened() async throws {
    let server = try PoolServer { words, _, _ in
      words[0] == "RESET" ? "-ERR unknown command 'RESET'\r\n" : PoolServer.usual(words)
    }
    let pool = server.pool { $0.maximum = 1 }
    defer { pool.close() }
    let first = try await pool.lease(task: nil)
    pool.release(first, .undoable)
    #expect(try await pool.lease(task: nil) !== first)
  }

  @Test func whoeverCameFirstIsServedFirst() async throws {
    let server = try PoolServer()
    let pool = server.pool { $0.maximum = 1 }
    defer { pool.close() }
    let order = Order()
    let first = try await pool.lease(task: nil)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          guard let lease = try? await pool.lease(task: nil) else { return }
          order.numbers.withLock { $0.append(number) }
          pool.release(lease, number.isMultiple(of: 3) ? .undoable : .none)
        }
        _ = await pool.comes { $0.waiting == number + 1 }
      }
      pool.release(first, .none)
    }
    #expect(order.numbers.withLock { $0 } == Array(0..<20))
  }

  @Test func whoIsCancelledWaitsNoMore() async throws {
    let server = try PoolServer()
    let pool = server.pool { $0.maximum = 1 }
    defer { pool.close() }
    let first = try await pool.lease(task: nil)
    let waiting = Task { try await pool.lease(task: WaitingTask.current) }
    #expect(await pool.comes { $0.waiting == 1 })
    waiting.cancel()
    // Before anyone has looked, as often as not.
    pool.release(first, .none)
    let error = await #expect(throws: RedisError.self) { try await waiting.value }
    #expect(error?.code == .cancelled)
    #expect(await pool.comes { $0.idle == 1 && $0.waiting == 0 })
    #expect(await pool.counters().cancelled == 1)
  }

  @Test func aLeaseMayHaveItsOwnTimeLimit() async throws {
    let server = try PoolServer()
    let redis = try await Redis.connect("\(server.url)?max_connections=1&lease_timeout=30")
    defer { redis.close() }
    let error = try await redis.withConnection { _ in
      await #expect(throws: RedisError.self) { try await redis.withConnection(timeout: .milliseconds(50)) { _ in } }
    }
    #expect(error?.code == .timedOut)
    #expect(
      error?.message == "no exclusive connection within 0.05 seconds: all 1 exclusive connections are in use")
    #expect(await redis.core.pool.comes { $0.leased == 0 })
    let statistics = await redis.poolStatistics()
    #expect(statistics == RedisPoolStatistics(size: 1, idle: 1, leased: 0, opening: 0, waiting: 0, maximum: 1))
  }

  @Test func whatHappensIsTold() async throws {
    let events = Mutex<[String]>([])
    let server = try PoolServer()
    let pool = server.pool(observe: { event in
      let word =
        switch event {
        case .connecting: "connecting"
        case .connected(let attempt, _): "connected at attempt \(attempt)"
        case .disconnected(let error): "disconnected: \(error.message)"
        case .reconnecting: "reconnecting"
        }
      events.withLock { $0.append(word) }
    })
    let lease = try await pool.lease(task: nil)
    pool.release(lease, .undoable)
    #expect(await pool.comes { $0.idle == 1 })
    pool.close()
    #expect(await pool.comes { $0.total == 0 })
    #expect(
      events.withLock { $0 } == ["connecting", "connected at attempt 1", "disconnected: the client was closed"])
  }
}

private final class Order: Sendable {
  let numbers = Mutex<[Int]>([])
}
