import Foundation
import Synchronization
import TestSupport
import Testing

import RedisTransport

@testable import TypedRedis

/// One server and one protocol that a test of commands runs against.
struct LiveServer: Sendable, CustomTestStringConvertible {
  let binary: ServerBinary
  let protocolVersion: RedisOptions.ProtocolVersion

  var testDescription: String { "\(binary), RESP\(protocolVersion.rawValue)" }

  /// Every server at hand in both protocols.
  static let all: [LiveServer] = ServerBinary.all.flatMap { binary in
    [LiveServer(binary: binary, protocolVersion: .resp3), LiveServer(binary: binary, protocolVersion: .resp2)]
  }

  /// Whether this server has the command, by what the specification says of versions.
  func has(_ descriptor: CommandDescriptor) -> Bool {
    let since = binary.kind == .redis ? descriptor.sinceRedis : descriptor.sinceValkey
    guard let since else { return false }
    return binary.isAtLeast(since.description)
  }
}

/// A client of a live server that notes which commands were called.
struct Live: RedisConnectionCommandRunner {
  let server: LiveServer
  let redis: Redis
  private let router: ObservingRouter
  var responseCallbacks = ResponseCallbacks()

  var context: CommandContext { CommandContext(router: router) }

  /// Runs `body` with a client of the server that all tests of its kind share, on which only
  /// this group's keys, which begin with `prefix`, may be touched.
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
    var options = try RedisOptions(url: url)
    options.protocolVersion = server.protocolVersion
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    let live = Live(server: server, redis: redis, router: ObservingRouter(redis.context.router))
    try await body(live)
    live.expectCoverage(of: group, sourceLocation)
  }

  /// Runs `body` if the server has the command; else says that it is skipped.
  ///
  /// A failure is recorded with the command's name, and the test goes on.
  func check<C: RedisCommand>(
    _ command: C.Type, since: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (Live) async throws -> Void
  ) async {
    let name = "\(C.descriptor.name)\(C.descriptor.form.map { " \($0)" } ?? "")"
    guard server.has(C.descriptor) else {
      return print("skipped: \(name) is not in \(server.binary)")
    }
    if let since, !server.binary.isAtLeast(since) {
      return print("skipped: this use of \(name) needs \(since), the server is \(server.binary)")
    }
    do {
      try await body(self)
    } catch {
      Issue.record("\(name) on \(server.testDescription): \(error)", sourceLocation: sourceLocation)
    }
  }

  /// Runs `body` with a connection of its own, whose commands count as well.
  func withConnection(_ body: (Live) async throws -> Void) async throws {
    try await redis.withConnection { connection in
      try await body(
        Live(
          server: server, redis: redis,
          router: ObservingRouter(connection.context.router, notes: router.notes)))
    }
  }

  /// Notes that a command is not called, and why.
  func leaveOut(_ names: String..., because reason: String) {
    router.notes.leftOut.withLock { leftOut in
      for name in names { leftOut[name] = reason }
    }
  }

  /// Every command of the group that the server has was called or left out for a reason.
  private func expectCoverage(of group: String, _ sourceLocation: SourceLocation) {
    let called = router.notes.called.withLock { $0 }
    let leftOut = router.notes.leftOut.withLock { $0 }
    for descriptor in CommandCatalog.forms.map(\.descriptor)
    where descriptor.group.description == group && descriptor.form == nil && server.has(descriptor) {
      let name = descriptor.name.description
      if let reason = leftOut[name] {
        print("left out: \(name): \(reason)")
      } else if !called.contains(name) {
        Issue.record(
          "\(name) was not called on \(server.testDescription)", sourceLocation: sourceLocation)
      }
    }
  }
}

/// Passes commands on and notes their names.
final class ObservingRouter: CommandRouter, @unchecked Sendable {
  final class Notes: Sendable {
    let called = Mutex<Set<String>>([])
    let leftOut = Mutex<[String: String]>([:])
  }

  let notes: Notes
  private let base: CommandRouter

  init(_ base: CommandRouter, notes: Notes = Notes()) {
    self.base = base
    self.notes = notes
    super.init(
      commandTimeout: .nanoseconds(Int64(clamping: base.commandTimeout)), isShared: base.isShared)
  }

  override func submit(_ call: PendingCall) {
    _ = notes.called.withLock { $0.insert(call.name.description) }
    base.submit(call)
  }

  override func lease(task: WaitingTask?) async throws(RedisError) -> CommandRouter {
    ObservingRouter(try await base.lease(task: task), notes: notes)
  }

  override func endLease(_ router: CommandRouter) {
    if let router = router as? ObservingRouter { base.endLease(router.base) }
  }

  override func willChangeConnection() { base.willChangeConnection() }
}
