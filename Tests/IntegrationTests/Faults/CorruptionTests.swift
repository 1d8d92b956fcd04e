import TestSupport
import Testing
import TypedRedis

/// Replies whose framing was damaged on their way.
///
/// A byte that changes inside of a bulk string nobody can notice. One of the framing has to be: from there on nobody knows which
/// reply is whose.
@Suite(.timeLimit(.minutes(2))) struct CorruptionTests {
  private func proxy(_ corruption: FrameCorruption, seed: UInt64) async throws -> FaultProxy {
    var profile = FaultProfile()
    profile.spacing = 1...2000
    profile.corruption = corruption
    return try FaultProxy(to: await RealServer.common().port, plan: FaultPlan(seed: seed, profile: profile))
  }

  @Test(arguments: FrameCorruption.Part.allCases) func endTheConnectionAndLieToNobody(_ part: FrameCorruption.Part) async throws {
    // Keys that nobody has written: even a DEL could be in doubt here.
    let run = UInt32.random(in: 0...UInt32.max)
    for after in [60, 75, 111] {
      let proxy = try await proxy(FrameCorruption(part, after: after), seed: UInt64(after))
      defer { proxy.stop() }
      let redis = try await Redis.connect("\(proxy.url)?command_timeout=10")
      defer { redis.close() }
      let errors = await withTaskGroup(of: [RedisError].self) { group in
        for task in 0..<8 { group.addTask { await exchange(redis, "\(run):\(part):\(after):\(task)") } }
        return await group.reduce(into: []) { $0 += $1 }
      }
      #expect(proxy.statistics.corruptions > 0)
      #expect(errors.contains { $0.code == .protocolViolation })
      #expect(errors.allSatisfy { $0.code == .protocolViolation && $0.mayHaveBeenApplied })
    }
  }

  /// Each reply is what was written last, or may have been. Returns the errors.
  private func exchange(_ redis: Redis, _ name: String) async -> [RedisError] {
    var (model, errors) = (SoakModel(key: "corrupt:\(name)"), [RedisError]())
    for _ in 0..<60 {
      let next = model.nextWrite()
      do throws(RedisError) {
        let old = try await redis.getset(key: model.key, value: next.value, as: String.self)
        if let problem = model.problem(with: old) { Issue.record("\(problem)") }
        model.wrote(next.sequence, acknowledged: true, mayHaveBeenApplied: false)
      } catch {
        errors.append(error)
        model.wrote(next.sequence, acknowledged: false, mayHaveBeenApplied: error.mayHaveBeenApplied)
      }
    }
    return errors
  }

  @Test(arguments: FrameCorruption.Part.allCases) func aDamagedHandshakeFails(_ part: FrameCorruption.Part) async throws {
    let proxy = try await proxy(FrameCorruption(part, after: 1), seed: 1)
    defer { proxy.stop() }
    let error = await failure { try await Redis.connect("\(proxy.url)?connect_timeout=10") }
    #expect(error?.code == .protocolViolation)
  }
}
