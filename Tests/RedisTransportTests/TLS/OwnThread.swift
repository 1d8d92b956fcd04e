import Dispatch
import Testing

/// Runs tests that block on a thread beside Swift's own few, which other tests need meanwhile.
struct OwnThread: TestTrait, SuiteTrait, TestScoping {
  private static let executor = Executor()

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // Serial, so only where there is something to run.
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(Self.executor) { try await function() }
  }

  private final class Executor: TaskExecutor {
    private let queue = DispatchQueue(label: "blocking tests")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }
}

extension Trait where Self == OwnThread {
  static var ownThread: OwnThread { OwnThread() }
}
