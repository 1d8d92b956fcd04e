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

  /// Runs `body` on the loop's thread for the connection that stands, if one does.
  package func withConnection(_ body: @escaping @Sendable (Connection) -> Void) {
    loop.perform {
      if let connection = self.connection, self.state == .ready { body(connection) }
    }
  }
}
