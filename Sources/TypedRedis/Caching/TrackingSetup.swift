import RedisTransport

/// Has the server announce changes on a cache's connection, before anything is read over it.
///
/// The connection carries nothing but reads that are to be kept. So everything that is read over it may be remembered by the
/// server, and reads need no CLIENT CACHING in front of them, as they would on a connection with other commands.
struct TrackingSetup: Sendable {
  let options: RedisCacheOptions
  let deadlines: CommandDeadlines
  /// Whether replicas of a cluster are to say where the primary is, as they do without READONLY.
  let avoidsReplicas: Bool

  /// - Parameter earlier: what is to be done on a connection anyway.
  func preparation(
    after earlier: (@Sendable (Connection) async throws(RedisError) -> Void)?
  ) -> @Sendable (Connection) async throws(RedisError) -> Void {
    { (connection: Connection) async throws(RedisError) in
      if let earlier { try await earlier(connection) }
      guard connection.protocolVersion == 3 else { throw .cacheNeedsRESP3 }
      let router = ConnectionRouter(connection, deadlines: deadlines, end: "the connection is a cache's")
      defer { router.end() }
      try await turnOn(RedisConnection(router, CallSettings()))
    }
  }

  private func turnOn(_ connection: RedisConnection) async throws(RedisError) {
    let isBroadcast = options.mode == .broadcast
    do {
      if avoidsReplicas { try await connection.readwrite() }
      // Without NOLOOP: what this connection is told is of use to all that read from the cache.
      try await connection.clientTracking(
        status: .on, prefixes: isBroadcast ? options.prefixes : [], broadcast: isBroadcast)
    } catch {
      throw OnConnect.failure(error, in: "asking the server to announce changes to the cache")
    }
  }
}

extension RedisCacheOptions {
  /// The same as ``validate()``, and whether such connections can have a cache.
  func validate(for connections: RedisOptions) throws(RedisError) {
    try validate()
    guard connections.protocolVersion != .resp2 else { throw .cacheNeedsRESP3 }
  }
}

extension RedisError {
  static var cacheNeedsRESP3: RedisError {
    RedisError(
      .unsupported,
      "a cache needs RESP3, in which servers since version 6.0 announce changes: set the option protocolVersion to automatic or 3, or use a client without a cache"
    )
  }
}
