import RedisTransport
import Synchronization

/// Sends everything over one leased connection, until the lease ends.
final class ExclusiveRouter: CommandRouter, LoopTarget, @unchecked Sendable {
  let connection: Connection
  private let pool: ConnectionPool
  private let change = Atomic<UInt8>(ConnectionChange.none.rawValue)
  /// On the loop's thread, so that no command slips through to the connection's next user.
  private var hasEnded = false

  init(_ connection: Connection, pool: ConnectionPool, commandTimeout: UInt64) {
    self.connection = connection
    self.pool = pool
    super.init(
      commandTimeout: .nanoseconds(Int64(clamping: commandTimeout)), isShared: false)
  }

  override func submit(_ call: PendingCall) { connection.loop.submit(call, to: self) }

  /// Notes that the next user would find the connection different from a new one.
  override func willChangeConnection(_ descriptor: CommandDescriptor) {
    change.max(ConnectionChange(of: descriptor).rawValue, ordering: .relaxed)
  }

  func end() {
    connection.loop.perform {
      guard !self.hasEnded else { return }
      self.hasEnded = true
      let change = ConnectionChange(rawValue: self.change.load(ordering: .relaxed)) ?? .lasting
      self.pool.release(self.connection, change)
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
