import TestSupport
import Testing
import TypedRedis

/// A client of a server besides the one under test, whose commands count for the group as well.
struct FurtherClient: RedisConnectionCommandRunner {
  let redis: Redis
  let context: CommandContext
  var settings = CallSettings()
}

extension Live {
  /// Runs `body` with a client of a further server, or with one more client of the same server.
  func withClient(of url: String, _ body: (FurtherClient) async throws -> Void) async throws {
    let redis = try await session.connect(to: url)
    defer { redis.close() }
    let router = ObservingRouter(redis.context.router, notes: session.notes)
    try await body(FurtherClient(redis: redis, context: CommandContext(router: router)))
  }
}

/// Asks again and again until the answer is yes. How often is chance: the replies to the last
/// question alone are compared between protocols.
func eventually(
  _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
  _ question: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(30)
  repeat {
    let attempt = LiveNotes.Attempt()
    let answer = try await LiveNotes.$attempt.withValue(attempt) { try await question() }
    attempt.end(counts: answer)
    if answer { return }
    try await Task.sleep(for: .milliseconds(20))
  } while ContinuousClock.now < deadline
  Issue.record(what, sourceLocation: sourceLocation)
}

/// The first word of the error reply that a call ends with; else what went wrong instead.
func refusal(_ call: () async throws -> Void) async -> String {
  do {
    try await call()
    return "no error"
  } catch let error as RedisError {
    return error.server?.kind ?? error.code.rawValue
  } catch {
    return "\(error)"
  }
}
