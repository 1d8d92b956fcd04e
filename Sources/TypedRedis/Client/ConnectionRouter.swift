import RedisTransport

/// Sends everything over one connection, until its user's time with it ends.
class ConnectionRouter: CommandRouter, LoopTarget, @unchecked Sendable {
  let connection: Connection
  /// Why commands fail after the end.
  private let reason: String
  /// On the loop's thread, so that no command slips through to the connection's next user.
  private var hasEnded = false

  init(_ connection: Connection, deadlines: CommandDeadlines, end reason: String) {
    self.connection = connection
    self.reason = reason
    super.init(deadlines: deadlines, isShared: false)
  }

  final override func submit(_ call: PendingCall) { connection.loop.submit(call, to: self) }

  final func end() {
    connection.loop.perform {
      guard !self.hasEnded else { return }
      self.hasEnded = true
      self.didEnd()
    }
  }

  // MARK: On the loop's thread

  /// Once.
  func didEnd() {}

  final func accept(_ call: PendingCall) {
    guard !hasEnded else { return call.reject(RedisError(.connectionClosed, reason)) }
    connection.accept(call)
  }

  final func flush() {}
}
