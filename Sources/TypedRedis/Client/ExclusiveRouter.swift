import RedisTransport
import Synchronization

/// Sends everything over one leased connection, until the lease ends.
final class ExclusiveRouter: CommandRouter, LoopTarget, @unchecked Sendable {
  let connection: Connection
  private let pool: ConnectionPool
  private let isChanged = Atomic<Bool>(false)
  /// On the loop's thread, so that no command slips through to the connection's next user.
  private var hasEnded = false

  init(_ connection: Connection, pool: ConnectionPool, deadlines: CommandDeadlines) {
    self.connection = connection
    self.pool = pool
    super.init(deadlines: deadlines, isShared: false)
  }

  override func submit(_ call: PendingCall) { connection.loop.submit(call, to: self) }

  /// Notes that the next user would find the connection different from a new one.
  override func willChangeConnection() { isChanged.store(true, ordering: .relaxed) }

  func end() {
    connection.loop.perform {
      guard !self.hasEnded else { return }
      self.hasEnded = true
      self.pool.release(self.connection, isClean: !self.isChanged.load(ordering: .relaxed))
    }
  }

  // MARK: On the loop's thread

  func accept(_ call: PendingCall) {
    guard !hasEnded else {
      return call.reject(RedisError(.connectionClosed, "the connection was given back already"))
    }
    connection.accept(call)
  }

  func flush() {}
}
