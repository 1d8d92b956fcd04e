import Synchronization
import TypedRedis

/// Something that two must not change at the same time, and that does not look at who does.
final class Ledger: Sendable {
  private let state = Mutex((balance: 0, newest: 0))

  var balance: Int { state.withLock { $0.balance } }

  /// Refuses those who were overtaken.
  func add(_ amount: Int, fencingToken: Int) async throws {
    let before = state.withLock { $0.balance }
    try await Task.sleep(for: .milliseconds(5))
    state.withLock { state in
      guard fencingToken >= state.newest else { return }
      state = (before + amount, fencingToken)
    }
  }
}

func showLocks(_ redis: Redis) async throws {
  let ledger = Ledger()
  try await withThrowingTaskGroup(of: Void.self) { tasks in
    for _ in 0..<10 {
      tasks.addTask {
        try await redis.withLock("demo:ledger", ttl: .seconds(5)) { lock in
          try await ledger.add(10, fencingToken: lock.fencingToken)
        }
      }
    }
    try await tasks.waitForAll()
  }
  print("  ten times ten in the ledger: \(ledger.balance)")

  try await redis.withLock("demo:report") { _ in
    let second = try await redis.withLockIfAvailable("demo:report") { _ in "written twice" }
    print("  the report: \(second ?? "somebody else writes it already")")
  }

  let oven = redis.semaphore("demo:oven", permits: 2)
  let baked = try await withThrowingTaskGroup(of: Bool.self) { tasks in
    for _ in 0..<5 {
      tasks.addTask {
        try await oven.withPermitIfAvailable { _ in try await Task.sleep(for: .milliseconds(100)) } != nil
      }
    }
    return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
  }
  print("  of five cakes \(baked) found room in the oven at once")
}
