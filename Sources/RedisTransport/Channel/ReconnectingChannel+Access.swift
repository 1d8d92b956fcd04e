import RESP

/// What others may know of a channel, and do to its connection.
extension ReconnectingChannel {
  /// What it has done, and how much is under way.
  package struct Load: Sendable {
    /// Of all its connections so far.
    package var counters = ConnectionCounters()
    package var inFlight = 0
    package var waiting = 0

    package init(counters: ConnectionCounters = ConnectionCounters(), waiting: Int = 0) {
      self.counters = counters
      self.waiting = waiting
    }
  }

  package func load() async -> Load {
    await withUnsafeContinuation { continuation in
      loop.perform {
        var load = Load(counters: self.counted, waiting: self.waiting.count + self.refused.count)
        for connection in self.retiring + [self.connection].compactMap({ $0 }) {
          load.counters += connection.counters
          load.inFlight += connection.inFlight.count
          load.waiting += connection.queued.count
        }
        continuation.resume(returning: load)
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

  // MARK: For whoever has several channels. On the loop's thread.

  /// Whether commands go at once.
  package var isReady: Bool { state == .ready && connection != nil }

  /// Whether there is anything under way.
  package var isBusy: Bool {
    !waiting.isEmpty || !refused.isEmpty || !retiring.isEmpty || (connection?.pendingCount ?? 0) > 0
  }

  /// For how long the server has said nothing although something is under way, in nanoseconds.
  package func silence(at now: MonotonicTime) -> UInt64 {
    guard let connection else { return 0 }
    let last: MonotonicTime
    if let first = connection.inFlight.first {
      last = max(connection.lastReceived, first.started)
    } else if !waiting.isEmpty, connection.phase == .securing || connection.phase == .handshaking {
      last = connection.lastReceived
    } else {
      return 0
    }
    return now > last ? now.nanoseconds(since: last) : 0
  }

  /// When the connection had something from the server, the last time; nil as long as it has not. That it was accepted does not
  /// count: the system does so for a server that hangs.
  package var lastReceived: MonotonicTime? {
    connection.flatMap { $0.counters.bytesReceived > 0 ? $0.lastReceived : nil }
  }

  /// Takes out what waits to be sent, and that for which a connection does not stand.
  package func takeWaiting() -> [PendingCall] { waiting.removeAll() + refused.removeAll() }

  /// Closes the connection that stands, as if it had broken.
  package func breakConnection(_ error: RedisError) {
    if let connection, connection.phase != .closed { connection.close(error) }
  }
}
