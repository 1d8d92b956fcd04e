import Synchronization

/// What the tasks of one measurement count together.
final class Meter: Sendable {
  /// How many operations a task does for one whose time is taken.
  let stride: Int
  private let stopped = Atomic(false)
  private let operations = Atomic(0)
  private let latencies = Mutex(Histogram())

  /// - Parameter stride: one where an operation is slow; more where two looks at the clock would
  ///   be felt.
  init(stride: Int) { self.stride = stride }

  /// Whether the time is up.
  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  func stop() { stopped.store(true, ordering: .relaxed) }

  /// - Parameter weight: how many operations one round is.
  func lap(weight: Int = 1) -> Lap { Lap(self, weight: weight) }

  func add(operations count: Int) {
    operations.wrappingAdd(count, ordering: .relaxed)
  }

  func record(_ nanoseconds: UInt64) {
    latencies.withLock { $0.record(nanoseconds) }
  }

  var total: Int { operations.load(ordering: .relaxed) }
  var histogram: Histogram { latencies.withLock { $0 } }
}
