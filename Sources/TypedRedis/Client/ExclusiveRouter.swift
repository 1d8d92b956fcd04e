import RedisTransport
import Synchronization

/// Sends everything over one leased connection, until the lease ends.
final class ExclusiveRouter: ConnectionRouter, @unchecked Sendable {
  private let pool: ConnectionPool
  private let change = Atomic<UInt8>(ConnectionChange.none.rawValue)

  init(_ connection: Connection, pool: ConnectionPool, deadlines: CommandDeadlines) {
    self.pool = pool
    super.init(connection, deadlines: deadlines, end: "the connection was given back already")
  }

  /// Notes that the next user would find the connection different from a new one.
  override func willChangeConnection(_ descriptor: CommandDescriptor) {
    change.max(ConnectionChange(of: descriptor).rawValue, ordering: .relaxed)
  }

  override func didEnd() {
    pool.release(connection, ConnectionChange(rawValue: change.load(ordering: .relaxed)) ?? .lasting)
  }
}
