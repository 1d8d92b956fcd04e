import RedisTransport
import Synchronization

/// The entries that this process has and that are not done with, and those that it had.
///
/// An entry may come again while a value of an earlier delivery is still kept somewhere: each delivery has a number, its generation.
final class HeldEntries: Sendable {
  struct Key: Hashable, Sendable {
    /// The stream's number among those of the consumer.
    var stream: Int
    var id: String
  }

  private struct State: ~Copyable {
    var generations: [Key: UInt64] = [:]
    var next: UInt64 = 0
    var letGo: LetGoEntries
  }

  private let state: Mutex<State>

  /// - Parameter minIdleTime: nanoseconds; nil if nothing is ever taken over.
  init(minIdleTime: UInt64? = nil) { state = Mutex(State(letGo: LetGoEntries(period: minIdleTime))) }

  /// Gives its generation.
  func insert(_ key: Key) -> UInt64 {
    state.withLock { state in
      state.next &+= 1
      state.generations[key] = state.next
      state.letGo.remove(key)
      return state.next
    }
  }

  /// It is done with, or somebody else's.
  func remove(_ key: Key, _ generation: UInt64) {
    state.withLock { state in
      if state.generations[key] == generation { state.generations[key] = nil }
    }
  }

  /// Nobody here has it any more, and it is not done with.
  func letGo(_ key: Key, _ generation: UInt64, now: MonotonicTime = .now) {
    state.withLock { state in
      guard state.generations[key] == generation else { return }
      state.generations[key] = nil
      state.letGo.add(key, now: now)
    }
  }

  func contains(_ key: Key) -> Bool { state.withLock { $0.generations[key] != nil } }

  func contains(_ key: Key, _ generation: UInt64) -> Bool { state.withLock { $0.generations[key] == generation } }

  /// Whether it was let go of so lately that it is not to be delivered yet.
  func wasLetGo(_ key: Key, now: MonotonicTime = .now) -> Bool {
    state.withLock { $0.letGo.contains(key, now: now) }
  }

  /// Those that are of one stream.
  func entries(of stream: Int) -> [(id: String, generation: UInt64)] {
    state.withLock { state in
      state.generations.compactMap { $0.key.stream == stream ? ($0.key.id, $0.value) : nil }
    }
  }
}
