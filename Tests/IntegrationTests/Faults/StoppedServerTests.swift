import RedisTransport
import TestSupport
import Testing
import TypedRedis

/// Commands that wait for a server that does not run.
@Suite(.serialized, .timeLimit(.minutes(2))) struct StoppedServerTests {
  private struct Outcome: Sendable {
    var isRight: Bool
    var error: RedisError?
    var took: Duration
  }

  private func echo(_ redis: Redis, _ text: String) async -> Outcome {
    let began = ContinuousClock.now
    do throws(RedisError) {
      let found = try await redis.echo(message: text, as: String.self)
      return Outcome(isRight: found == text, took: .now - began)
    } catch {
      return Outcome(isRight: true, error: error, took: .now - began)
    }
  }

  /// Calls so many commands at once, with these deadlines in turn; nil for the client's own.
  private func wait(_ redis: Redis, count: Int, _ timeouts: [Duration?]) async -> [(due: Duration?, Outcome)] {
    await withTaskGroup(of: (Duration?, Outcome).self) { group in
      for number in 0..<count {
        let timeout = timeouts[number % timeouts.count]
        let runner = timeout.map { redis.withTimeout($0) } ?? redis
        // On the loop's own thread: how late a deadline is should not depend on what other tests do to the pool.
        group.addTask(executorPreference: redis.executor) { (timeout, await echo(runner, "\(number)")) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func tenThousandCommandsWaitAndGoOn() async throws {
    let server = try await RealServer.started()
    defer { server.stop() }
    let loop = EventLoop()
    var options = try RedisOptions(url: "\(server.url)?command_timeout=60")
    options.eventLoop = loop
    let redis = try await Redis.connect(options)
    defer {
      redis.close()
      loop.stop()
    }
    _ = try await redis.ping()
    let before = ProcessMemory.resident
    server.freeze()
    let patient = Task { await wait(redis, count: 5000, [nil]) }
    let timeouts = [Duration?.some(.milliseconds(100)), .milliseconds(250), .milliseconds(400), .milliseconds(800)]
    let hasty = await wait(redis, count: 5000, timeouts)
    let during = ProcessMemory.resident
    // All of these have failed although the server still does not run.
    let late = hasty.map { $0.1.took - ($0.due ?? .zero) }
    print("5000 deadlines with the server stopped, late by: \(distribution(late))")
    print("memory: \(ProcessMemory.megabytes(before)) before, \(ProcessMemory.megabytes(during)) with 10000 commands waiting")
    #expect(hasty.allSatisfy { $0.1.error?.code == .timedOut })
    // A call's time begins with the tick of the loop that it is made in.
    #expect(late.allSatisfy { $0 > .milliseconds(-100) && $0 < .seconds(20) })
    if let before, let during { #expect(during - before < 256 << 20) }
    server.thaw()
    let waited = await patient.value
    #expect(waited.count == 5000)
    #expect(waited.allSatisfy { $0.1.isRight && $0.1.error == nil })
    // Over the same connection, and each with its own reply.
    let again = await wait(redis, count: 1000, [nil])
    #expect(again.allSatisfy { $0.1.isRight && $0.1.error == nil })
  }
}
