import TestSupport
import Testing
import TypedRedis

/// A server that a test of commands runs against, in one protocol after the other.
struct LiveServer: Sendable, CustomTestStringConvertible {
  let binary: ServerBinary

  var testDescription: String { binary.description }

  /// Every server at hand.
  static let all: [LiveServer] = ServerBinary.all.map(LiveServer.init)

  /// Whether this server has the command, by what the specification says of versions.
  func has(_ descriptor: CommandDescriptor) -> Bool {
    let since = binary.kind == .redis ? descriptor.sinceRedis : descriptor.sinceValkey
    guard let since else { return false }
    return binary.isAtLeast(since.description)
  }

  /// Runs `body` once in each protocol. What it calls has to be every form of every command of the group that the
  /// server has, and its replies have to mean the same in both.
  func inBothProtocols(
    group: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (LiveSession) async throws -> Void
  ) async throws {
    var notes: [LiveNotes] = []
    for version in LiveSession.versions {
      let session = LiveSession(server: self, protocolVersion: version)
      try await body(session)
      session.expectCoverage(of: group, sourceLocation)
      notes.append(session.notes)
    }
    for complaint in ReplyComparison(resp3: notes[0].calls, resp2: notes[1].calls).complaints {
      Issue.record("\(complaint), on \(self)", sourceLocation: sourceLocation)
    }
  }
}

extension LiveServer: CustomStringConvertible {
  var description: String { testDescription }
}

extension LiveSession: CustomStringConvertible {
  var description: String { testDescription }
}

/// A test of commands in one protocol.
struct LiveSession: Sendable, CustomTestStringConvertible {
  let server: LiveServer
  let protocolVersion: RedisOptions.ProtocolVersion
  let notes = LiveNotes()

  var testDescription: String { "\(server) in RESP\(protocolVersion.rawValue)" }

  fileprivate static let versions: [RedisOptions.ProtocolVersion] = [.resp3, .resp2]

  /// Every server at hand in both protocols, for tests that compare nothing between these.
  static var all: [LiveSession] {
    LiveServer.all.flatMap { server in
      versions.map { LiveSession(server: server, protocolVersion: $0) }
    }
  }

  /// Runs `body` with a client of a server that listens there.
  func run(at url: String, _ body: (Live) async throws -> Void) async throws {
    let redis = try await connect(to: url)
    defer { redis.close() }
    try await body(Live(session: self, redis: redis, router: redis.context.router))
  }

  func connect(to url: String) async throws -> Redis {
    var options = try RedisOptions(url: url)
    options.protocolVersion = protocolVersion
    return try await Redis.connect(options)
  }

  /// Every form of the group's commands that the server has was called, or is left out for a reason.
  fileprivate func expectCoverage(of group: String, _ sourceLocation: SourceLocation) {
    let called = notes.called
    for form in CommandLibrary.core.forms
    where form.descriptor.group.description == group && server.has(form.descriptor) && !called.contains(form) {
      if let reason = notes.reason(toLeaveOut: form) {
        print("left out: \(form): \(reason)")
      } else {
        Issue.record(
          "\(form) was not called on \(self)", sourceLocation: sourceLocation)
      }
    }
  }
}
