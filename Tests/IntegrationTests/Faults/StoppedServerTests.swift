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

  private func wait(_ redis: Redis, _ timeouts: [Duration], count: Int) async -> [(due: Duration?, Outcome)] {
    await withTaskGroup(of: (Duration?, Outcome).self) { group in
      for (index, timeout) in timeouts.enumerated() {
        for number in 0..<count {
          group.addTask { (timeout, await echo(redis, "\(index):\(number)")) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func tenThousandCommandsWaitAndGoOn() async throws {
    let server = try RealServer(#require(ServerBinary.all.first))
    defer { server.stop() }
    var options = try RedisOptions(url: server.url)
    options.commandTimeout = .seconds(60)
    let patient = try await Redis.connect(options)
    options.commandTimeout = .milliseconds(400)
    let hasty = try await Redis.connect(options)
    defer {
      patient.close()
      hasty.close()
    }
    for redis in [patient, hasty] { try await redis.ping() }
    let before = ProcessMemory.resident
    server.freeze()
    let waiting = Task { await wait(patient, [.seconds(60)], count: 5000) }
    let failing = await wait(hasty, [.milliseconds(400)], count: 5000)
    let during = ProcessMemory.resident
    // All of these have failed although the server still does not run.
    let late = failing.map { $0.1.took - .milliseconds(400) }
    print("5000 deadlines with the server stopped, late by: \(distribution(late))")
    print("memory: \(ProcessMemory.megabytes(before)) before, \(ProcessMemory.megabytes(during)) with 10000 commands waiting")
    #expect(failing.allSatisfy { $0.1.error?.code == .timedOut })
    #expect(late.allSatisfy { $0 > .milliseconds(-1) && $0 < .seconds(20) })
    if let before, let during { #expect(during - before < 256 << 20) }
    server.thaw()
    let waited = await waiting.value
    #expect(waited.count == 5000)
    #expect(waited.allSatisfy { $0.1.isRight && $0.1.error == nil })
    // Whoever had given up is served again, and with its own replies.
    #expect(try await eventually { try await hasty.echo(message: "again", as: String.self) } == "again")
    let again = await wait(hasty, [.milliseconds(400)], count: 100)
    #expect(again.allSatisfy { $0.1.isRight })
  }
}
