import Synchronization

/// Look-ups under way, each on one thread however many wait for it: a name server that does not answer holds up threads, and
/// connections come and go meanwhile.
final class Lookups<Key: Hashable & Sendable, Outcome: Sendable>: Sendable {
  private typealias Completion = @Sendable (Outcome) -> Void
  private let underWay = Mutex<[Key: [Completion]]>([:])

  /// Calls `completion` on any thread with what `find` gives, which runs on a thread of its own.
  func find(
    _ key: Key, completion: @escaping @Sendable (Outcome) -> Void, by find: @escaping @Sendable () -> Outcome
  ) {
    let isFirst = underWay.withLock { underWay in
      underWay[key, default: []].append(completion)
      return underWay[key]?.count == 1
    }
    guard isFirst else { return }
    runDetachedThread { [self] in
      let outcome = find()
      let waiting = underWay.withLock { $0.removeValue(forKey: key) } ?? []
      for completion in waiting { completion(outcome) }
    }
  }
}
