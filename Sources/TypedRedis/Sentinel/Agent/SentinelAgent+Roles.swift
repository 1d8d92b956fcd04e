import RedisTransport
import Synchronization

/// What a server is, before anything is sent to it: sentinels may be behind.
extension SentinelAgent {
  /// What is done on each new connection for a primary, before anyone's commands and the user's own preparation.
  func verifyPrimary(_ connection: Connection) async throws(RedisError) {
    let (endpoint, greeting) = await connection.standing
    let role = try await ServerRole.of(connection, greeting, options.primary.deadlines)
    let (standing, present) = state.withLock { state in
      let standing = state.view.stands(at: endpoint, isPrimary: role.mayBePrimary, now: .now)
      return (standing, state.view.present)
    }
    switch standing {
    case .primary: break
    case .newPrimary(let former): moved(from: former, to: endpoint)
    case .refused:
      let error = RedisError(
        .connectFailed, role.mayBePrimary
          ? "\(endpoint) was the primary \(options.primaryName.debugDescription), which is \(present?.description ?? "elsewhere") now"
          : "\(endpoint) is \(role), not the primary \(options.primaryName.debugDescription)")
      events.send(.refused(endpoint, error))
      throw error
    }
  }

  /// The same on a connection for reading from replicas.
  func verifyReplica(_ connection: Connection) async throws(RedisError) {
    let (endpoint, greeting) = await connection.standing
    let role = try await ServerRole.of(connection, greeting, options.replicaOptions.deadlines)
    switch role {
    case .replica, .unknown: return
    case .primary where options.readsFromPrimaryWithoutReplicas && endpoint == state.withLock({ $0.view.latest }): return
    case .primary, .sentinel: break
    }
    let error = RedisError(
      .connectFailed, "\(endpoint) is \(role), not a replica of \(options.primaryName.debugDescription)")
    events.send(.refused(endpoint, error))
    throw error
  }
}

/// What a server is in replication, as far as it says.
enum ServerRole: Sendable, Hashable, CustomStringConvertible {
  case primary, replica, sentinel
  /// It does not say, or the user may not ask.
  case unknown

  var mayBePrimary: Bool { self == .primary || self == .unknown }

  var description: String {
    switch self {
    case .primary: "a primary"
    case .replica: "a replica"
    case .sentinel: "a sentinel"
    case .unknown: "a server of an unknown role"
    }
  }

  /// From what the server said when it was greeted. Nil if it did not say.
  init?(_ greeting: [String: RESPValue]) {
    switch (greeting["role"]?.string, greeting["mode"]?.string) {
    case (_, "sentinel"): self = .sentinel
    case ("master", _), ("primary", _): self = .primary
    case ("replica", _), ("slave", _): self = .replica
    default: return nil
    }
  }

  /// Asks the server if it has not said so already.
  static func of(
    _ connection: Connection, _ greeting: [String: RESPValue], _ deadlines: CommandDeadlines
  ) async throws(RedisError) -> ServerRole {
    if let role = ServerRole(greeting) { return role }
    let router = ConnectionRouter(connection, deadlines: deadlines, end: "the server's role was asked for")
    defer { router.end() }
    do throws(RedisError) {
      switch try await RedisConnection(router, CallSettings()).role() {
      case .primary: return .primary
      case .replica: return .replica
      case .sentinel: return .sentinel
      case .other: return .unknown
      }
    } catch {
      if error.code == .server { return .unknown }
      throw OnConnect.failure(error, in: "asking for the server's role")
    }
  }
}

extension Connection {
  /// Where it leads, and what the server said when it was greeted.
  fileprivate var standing: (endpoint: Endpoint, greeting: [String: RESPValue]) {
    get async {
      await withUnsafeContinuation { continuation in
        loop.perform { continuation.resume(returning: (self.endpoint, self.handshakeResult.server)) }
      }
    }
  }
}
