import RedisTransport
import Synchronization

/// Sends everything over one leased connection, until the lease ends.
final class ExclusiveRouter: ConnectionRouter, @unchecked Sendable {
  private let pool: ConnectionPool
  private let change = Atomic<UInt8>(ConnectionChange.none.rawValue)
  private let watching = Atomic<Bool>(false)

  init(_ connection: Connection, pool: ConnectionPool, deadlines: CommandDeadlines) {
    self.pool = pool
    super.init(connection, deadlines: deadlines, end: "the connection was given back already")
  }

  /// Notes that the next user would find the connection different from a new one.
  override func willChangeConnection(_ descriptor: CommandDescriptor) {
    change.max(ConnectionChange(of: descriptor).rawValue, ordering: .relaxed)
  }

  /// Whether keys are watched by whoever will end that themselves, if they can.
  var isWatching: Bool {
    get { watching.load(ordering: .relaxed) }
    set { watching.store(newValue, ordering: .relaxed) }
  }

  override func didEnd() {
    if isWatching { willChangeConnection(Commands.WATCH.descriptor) }
    pool.release(connection, ConnectionChange(rawValue: change.load(ordering: .relaxed)) ?? .lasting)
  }
}
