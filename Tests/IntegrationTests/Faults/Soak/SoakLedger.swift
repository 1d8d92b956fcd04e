import Synchronization
import TypedRedis

/// What all tasks of a soak write down: which calls run, how they ended, what was wrong.
final class SoakLedger: Sendable {
  struct Running: Sendable {
    var what: String
    var since: ContinuousClock.Instant
  }

  struct Page: Sendable {
    var started = 0
    var finished = 0
    var succeeded = 0
    /// How often calls failed, by code.
    var errors: [String: Int] = [:]
    var uncertain = 0
    /// The first of the replies that were wrong, in words.
    var wrong: [String] = []
    var wrongCount = 0
    var running: [Int: Running] = [:]
  }

  private let page = Mutex(Page())

  /// What is an answer to faults of this kind; any other error is one too many.
  static let expected: Set<RedisError.Code> = [.connectionClosed, .connectFailed, .timedOut, .cancelled]

  var now: Page { page.withLock { $0 } }

  func begin(_ task: Int, _ what: String) {
    page.withLock { page in
      page.started += 1
      page.running[task] = Running(what: what, since: .now)
    }
  }

  func end(_ task: Int, _ what: String, _ error: (any Error)?) {
    page.withLock { page in
      page.finished += 1
      page.running[task] = nil
      guard let error else {
        page.succeeded += 1
        return
      }
      guard let error = error as? RedisError else {
        note("\(what) threw \(type(of: error)): \(error)", in: &page)
        return
      }
      page.errors[error.code.rawValue, default: 0] += 1
      if error.mayHaveBeenApplied { page.uncertain += 1 }
      if !Self.expected.contains(error.code) { note("\(what) failed with \(error.code): \(error)", in: &page) }
    }
  }

  /// Notes a reply that does not belong to its command.
  func wrong(_ text: String) { page.withLock { note(text, in: &$0) } }

  private func note(_ text: String, in page: inout Page) {
    page.wrongCount += 1
    if page.wrong.count < 20 { page.wrong.append(text) }
  }

  /// Calls that have been running for longer than this.
  func hanging(longerThan limit: Duration) -> [String] {
    let now = ContinuousClock.now
    return page.withLock { page in
      page.running.filter { now - $0.value.since > limit }
        .map { "task \($0.key): \($0.value.what), for \(now - $0.value.since)" }.sorted()
    }
  }
}
