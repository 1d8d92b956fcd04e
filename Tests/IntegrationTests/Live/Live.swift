import TestSupport
import Testing

@testable import TypedRedis

/// A client of a live server that notes what is called and what is replied.
struct Live: RedisConnectionCommandRunner {
  let session: LiveSession
  let redis: Redis
  let context: CommandContext
  var settings = CallSettings()

  var server: LiveServer { session.server }
  var protocolVersion: RedisOptions.ProtocolVersion { session.protocolVersion }

  init(session: LiveSession, redis: Redis, router: CommandRouter) {
    self.session = session
    self.redis = redis
    context = CommandContext(router: ObservingRouter(router, notes: session.notes))
  }

  /// Runs `body` in both protocols with a client of the server that all tests of its kind share, on
  /// which only this group's keys, which begin with its name, may be touched.
  static func run(
    group: String, on server: LiveServer, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (Live) async throws -> Void
  ) async throws {
    let real = try RealServer.shared(server.binary)
    try await run(group: group, on: server, at: real.url, sourceLocation: sourceLocation, body)
  }

  /// The same against a server that the test started for itself.
  static func run(
    group: String, on server: LiveServer, at url: String,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (Live) async throws -> Void
  ) async throws {
    try await server.inBothProtocols(group: group, sourceLocation: sourceLocation) { session async throws in
      try await session.run(at: url, body)
    }
  }

  /// Runs `body` if the server has the command; else says that it is skipped.
  ///
  /// A failure is recorded with the command's name, and the test goes on.
  func check<C: RedisCommand>(
    _ command: C.Type, since: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (Live) async throws -> Void
  ) async {
    let form = CommandForm(command)
    guard server.has(C.descriptor) else { return skip(form, "is not in \(server)") }
    if let since, !server.binary.isAtLeast(since) {
      return skip(form, "is used as since \(since), the server is \(server)")
    }
    do {
      try await body(self)
    } catch {
      Issue.record(
        "\(form) on \(session): \(error)", sourceLocation: sourceLocation)
    }
  }

  /// Says that a use of a form is skipped. If it is the form's only one, that is a reason.
  func skip(_ form: CommandForm, _ reason: String) {
    session.notes.leaveOut(form.description, because: reason)
    print("skipped: \(form) \(reason)")
  }

  /// Runs `body` with a connection of its own, whose commands count as well.
  func withConnection(_ body: (Live) async throws -> Void) async throws {
    try await redis.withConnection { connection in
      try await body(Live(session: session, redis: redis, router: connection.context.router))
    }
  }

  /// Notes that commands are not called, or single forms of them (`SORT (Store)`), and why.
  func leaveOut(_ names: String..., because reason: String) {
    for name in names { session.notes.leaveOut(name, because: reason) }
  }
}
