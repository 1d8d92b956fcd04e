import RedisTransport
import Synchronization

/// Sends everything over one leased connection, until the lease ends.
final class ExclusiveRouter: CommandRouter, @unchecked Sendable {
  let connection: Connection
  private let pool: ConnectionPool
  private let hasEnded = Atomic<Bool>(false)
  private let isChanged = Atomic<Bool>(false)

  init(_ connection: Connection, pool: ConnectionPool, commandTimeout: UInt64) {
    self.connection = connection
    self.pool = pool
    super.init(
      commandTimeout: .nanoseconds(Int64(clamping: commandTimeout)), isShared: false)
  }

  override func submit(_ call: PendingCall) {
    guard !hasEnded.load(ordering: .acquiring) else {
      return call.reject(RedisError(.connectionClosed, "the connection was given back already"))
    }
    connection.loop.submit(call, to: connection)
  }

  /// Notes that the next user would find the connection different from a new one.
  override func willChangeConnection() { isChanged.store(true, ordering: .relaxed) }

  func end(isClean: Bool) {
    guard !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
    pool.release(connection, isClean: isClean && !isChanged.load(ordering: .relaxed))
  }
}
