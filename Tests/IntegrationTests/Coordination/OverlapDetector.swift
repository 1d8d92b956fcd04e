import Synchronization
import TypedRedis

/// What a lock protects, and tells when two use it who both believe to hold the lock.
final class OverlapDetector: Sendable {
  private struct State {
    var newest = 0
    var uses = 0
    var complaints: [String] = []
    var late = 0
  }

  private let state = Mutex(State())

  var complaints: [String] { state.withLock { $0.complaints } }
  var uses: Int { state.withLock { $0.uses } }
  /// Uses by those who had lost the lock and knew it: what fencing keeps out.
  var late: Int { state.withLock { $0.late } }

  func use(_ lock: RedisLock) {
    state.withLock { state in
      let number = lock.fencingToken
      if number < state.newest {
        // Looked at after the newer holder was here.
        if lock.isHeld { state.complaints.append("\(number) after \(state.newest)") } else { state.late += 1 }
      } else {
        state.newest = number
        state.uses += 1
      }
    }
  }
}
