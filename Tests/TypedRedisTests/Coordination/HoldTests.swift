import Synchronization
import Testing

@testable import TypedRedis

/// What happens while something is held, and when it is given back. What a server would answer is made up.
@Suite(.timeLimit(.minutes(2))) struct HoldTests {
  private struct MadeUp: HoldSource {
    let redis: any RedisClient
    let ttl: Duration
    var extending: @Sendable () async throws(RedisError) -> Bool = { true }
    var releasing: @Sendable () async throws(RedisError) -> Bool = { true }

    var description: String { "the thing" }
    func acquire(_ token: String, on redis: any RedisClient) async throws(RedisError) -> HoldAnswer { .granted(number: 1) }
    func extend(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool { try await extending() }
    func release(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool { try await releasing() }
  }

  private func source(ttl: Duration) throws -> MadeUp {
    let redis = Redis(try RedisOptions(url: "redis://127.0.0.1:1"))
    redis.close()
    return MadeUp(redis: redis, ttl: ttl)
  }

  /// Also if the task was cancelled.
  private static func pause(_ duration: Duration) async {
    await Task { try? await Task.sleep(for: duration) }.value
  }

  private func error(of body: () async throws -> Void) async -> RedisError? {
    do { try await body() } catch { return error as? RedisError }
    return nil
  }

  private final class Count: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    func increase() { state.withLock { $0 += 1 } }
  }

  /// The body of a cancelled caller takes its time to undo what it did. Nobody else may have the lock by then.
  @Test func extendedUntilTheBodyEnds() async throws {
    var source = try source(ttl: .seconds(6))
    let extensions = Count()
    source.extending = {
      extensions.increase()
      return true
    }
    let isInside = OneValue<Bool>()
    let holding = Task { [source] in
      try await source.use(waitingAtMost: .seconds(60)) { hold in
        isInside.set(true)
        try? await Task.sleep(for: .seconds(3600))
        let before = extensions.value
        while extensions.value == before, hold.loss == nil { await Self.pause(.milliseconds(5)) }
        return hold.loss == nil
      }
    }
    _ = await isInside.value
    holding.cancel()
    #expect(try await holding.value == true)
    // And not for longer.
    let after = extensions.value
    await Self.pause(.milliseconds(20))
    #expect(extensions.value == after)
  }

  /// Whatever the extension hangs on, even if it has no deadline.
  @Test func lossCancelsTheBodyDuringAnExtension() async throws {
    var source = try source(ttl: .milliseconds(300))
    let never = OneValue<Bool>()
    source.extending = { () async throws(RedisError) in
      guard let answer = await never.value else { throw RedisError(.cancelled, "the task was cancelled") }
      return answer
    }
    let bodies = Count()
    let error = await error { [source] in
      _ = try await source.use(waitingAtMost: .seconds(60)) { hold in
        do { try await Task.sleep(for: .seconds(3600)) } catch { bodies.increase() }
        #expect(hold.loss != nil)
      }
    }
    #expect(error?.code == .lockLost)
    #expect(bodies.value == 1)
  }

  /// The extension is refused: long before its time is over.
  @Test func refusalCancelsTheBody() async throws {
    var source = try source(ttl: .seconds(6))
    source.extending = { false }
    let error = await error { [source] in
      _ = try await source.use(waitingAtMost: .seconds(60)) { _ in try await Task.sleep(for: .seconds(3600)) }
    }
    #expect(error?.code == .lockLost)
    #expect(error?.message.contains("does not know its holder") == true)
  }

  /// The body ended in time. What becomes of the lock then does not change what it did.
  @Test(arguments: [false, nil]) func releasedTooLate(_ answer: Bool?) async throws {
    let ttl = Duration.seconds(4)
    var source = try source(ttl: ttl)
    source.releasing = { () async throws(RedisError) in
      await Self.pause(ttl)
      guard let answer else { throw RedisError(.timedOut, "no reply within 4.0 seconds") }
      return answer
    }
    #expect(try await source.use(waitingAtMost: .seconds(60)) { _ in 1 } == 1)
  }

  /// The server had lost it before its time: somebody else may have had it while the body ran.
  @Test func refusedWhenReleased() async throws {
    var source = try source(ttl: .seconds(600))
    source.releasing = { false }
    let error = await error { [source] in _ = try await source.use(waitingAtMost: .seconds(60)) { _ in 1 } }
    #expect(error?.code == .lockLost)
  }
}
