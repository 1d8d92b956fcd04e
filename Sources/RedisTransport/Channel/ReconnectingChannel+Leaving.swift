import RESP

/// Where the server has moved, and whoever owns the channel knows of it before the connection breaks.
extension ReconnectingChannel {
  /// Goes on over a new connection if the present one leads to a place that is left. What is under way on the old one has some time to
  /// be answered, and is settled then as after a break.
  package func leave(
    _ isLeft: @escaping @Sendable (Endpoint) -> Bool, after grace: Duration, because error: RedisError
  ) {
    loop.perform {
      // Those that were replaced before wait for their replies, which the place that is left may never give.
      let retiring = self.retiring.filter { $0.isLocated && isLeft($0.endpoint) }
      if !retiring.isEmpty {
        self.loop.schedule(at: MonotonicTime.now.advanced(by: grace)) {
          for connection in retiring { connection.close(error) }
        }
      }
      // While a new one waits to be made, it is made at once: it may lead elsewhere now.
      guard let connection = self.connection else { return self.comeBackAtOnce() }
      guard connection.isLocated, isLeft(connection.endpoint) else { return }
      if self.state == .ready {
        self.replace(connection, because: error)
        self.loop.schedule(at: MonotonicTime.now.advanced(by: grace)) { connection.close(error) }
      } else if self.state == .connecting {
        self.beginAgain(connection, because: error)
      }
    }
  }

  private func comeBackAtOnce() {
    guard state == .waiting else { return }
    reconnectTimer?.cancel()
    open()
  }

  /// What belongs to its preparation fails with it. Those who wait for the connection to stand wait for the next one.
  private func beginAgain(_ connection: Connection, because error: RedisError) {
    connection.owner = nil
    connection.close(error)
    counted += connection.counters
    self.connection = nil
    options.observe?(.disconnected(error))
    // Whoever heard of it may have closed everything.
    if state == .connecting, self.connection == nil { open() }
  }
}
