import Synchronization

/// The entries that this process has and that are not done with.
final class HeldEntries: Sendable {
  struct Key: Hashable, Sendable {
    /// The stream's number among those of the consumer.
    var stream: Int
    var id: String
  }

  private let keys = Mutex<Set<Key>>([])

  func insert(_ key: Key) { keys.withLock { _ = $0.insert(key) } }

  func remove(_ key: Key) { keys.withLock { _ = $0.remove(key) } }

  func contains(_ key: Key) -> Bool { keys.withLock { $0.contains(key) } }

  /// The IDs of those that are of one stream.
  func ids(of stream: Int) -> [String] {
    keys.withLock { keys in keys.compactMap { $0.stream == stream ? $0.id : nil } }
  }
}
