import RESP

/// What others may know of a channel, and do to its connection.
extension ReconnectingChannel {
  /// Counts of all its connections so far.
  package func counters() async -> ConnectionCounters {
    await withUnsafeContinuation { continuation in
      loop.perform {
        var sum = self.counted
        for connection in self.retiring { sum += connection.counters }
        if let connection = self.connection { sum += connection.counters }
        continuation.resume(returning: sum)
      }
    }
  }

  /// Runs `body` on the loop's thread for the connection that stands, if one does, also while it is prepared.
  package func withConnection(_ body: @escaping @Sendable (Connection) -> Void) {
    loop.perform {
      if let connection = self.connection, connection.phase == .ready { body(connection) }
    }
  }

  /// Goes on with a new connection; the old one keeps what it has under way. On the loop's thread.
  package func replaceConnection(_ connection: Connection, because error: RedisError) {
    if connection === self.connection, connection.phase == .ready { replace(connection, because: error) }
  }
}
