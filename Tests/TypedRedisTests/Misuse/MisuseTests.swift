import Foundation
import TestSupport
import Testing

/// What makes no sense does not compile: commands that change their connection on a client that others share, or what is not
/// answered with one reply in a pipeline.
@Suite struct MisuseTests {
  /// A program of one line per function, of which the compiler has to refuse those that are marked.
  private static let wrong = [
    "try await redis.watch(keys: [\"a\"])",
    "try await redis.multi()",
    "try await redis.exec()",
    "try await redis.select(database: 1)",
    "try await redis.subscribe(channels: [\"a\"])",
    "try await redis.psubscribe(patterns: [\"a\"])",
    "try await redis.ssubscribe(channels: [\"a\"])",
    "try await redis.unsubscribe()",
    "try await redis.monitor()",
    "try await redis.reset()",
    "_ = redis.pipeline().watch(keys: [\"a\"])",
    "_ = redis.pipeline().subscribe(channels: [\"a\"])",
    "_ = redis.pipeline().select(database: 1)",
    "_ = redis.transaction().multi()",
    "_ = redis.transaction().monitor()",
    "let (a, b) = try await redis.pipeline().incr(key: \"a\").execute()",
    "let a: String = try await redis.pipeline().incr(key: \"a\").execute()",
    "try await redis.withConnection { connection in redis.core.close() }",
  ]

  private static let right = [
    "try await redis.withConnection { try await $0.watch(keys: [\"a\"]) }",
    "try await redis.withConnection { try await $0.select(database: 1) }",
    "_ = try await redis.withConnection { try await $0.subscribe(channels: [\"a\"]) }",
    "_ = try await redis.subscribe(channels: [\"a\"]) { message in print(message.payload) }",
    "let n = try await redis.withSubscription(to: \"a\") { try await $0.first { _ in true } }; _ = n",
    "let (a, b) = try await redis.pipeline().incr(key: \"a\").get(key: \"b\", as: String.self).execute(); _ = (a + 1, b ?? \"\")",
    "let n: Int = try await redis.transaction().incr(key: \"a\").execute(); _ = n",
  ]

  @Test(.enabled(if: ModuleCheck.isPossible)) func isRefusedByTheCompiler() async throws {
    let lines = Self.wrong + Self.right
    let functions = lines.enumerated().map { "func f\($0)(_ redis: Redis) async throws { \($1) }" }
    let refused = try await ModuleCheck.refusedLines(of: ["import TypedRedis"] + functions)
    #expect(refused.map { lines.dropFirst($0 - 2).first ?? "line \($0)" } == Self.wrong)
  }
}
