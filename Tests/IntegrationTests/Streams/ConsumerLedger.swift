import Synchronization
import TypedRedis

/// What handlers have seen, and how many of them were at work at a time.
final class ConsumerLedger: Sendable {
  private struct State {
    var handled: [String: Int] = [:]
    var deliveries: [String: [Int]] = [:]
    var active = 0
    var mostActive = 0
    var events: [StreamConsumerEvent] = []
  }

  private let state = Mutex(State())

  /// How often each value was handled to the end.
  var handled: [String: Int] { state.withLock { $0.handled } }
  /// The delivery numbers that each value was begun with.
  var deliveries: [String: [Int]] { state.withLock { $0.deliveries } }
  var mostActive: Int { state.withLock { $0.mostActive } }
  var begun: Int { state.withLock { $0.deliveries.values.reduce(0) { $0 + $1.count } } }
  var events: [StreamConsumerEvent] { state.withLock { $0.events } }

  func begin(_ entry: DeliveredEntry) {
    state.withLock { state in
      state.active += 1
      state.mostActive = max(state.mostActive, state.active)
      state.deliveries[entry.number, default: []].append(entry.deliveries)
    }
  }

  func end(_ entry: DeliveredEntry, isHandled: Bool) {
    state.withLock { state in
      state.active -= 1
      if isHandled { state.handled[entry.number, default: 0] += 1 }
    }
  }

  func note(_ event: StreamConsumerEvent) { state.withLock { $0.events.append(event) } }

  /// Waits until so many different values were handled.
  func waitUntil(handled count: Int) async throws {
    while handled.count < count { try await Task.sleep(for: .milliseconds(2)) }
  }
}

extension DeliveredEntry {
  var number: String { value(of: "n")?.description ?? "" }
}
