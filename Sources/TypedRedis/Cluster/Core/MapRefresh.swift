import RedisTransport

/// Decides when the map of a cluster is asked for. Pure: at most one question is under way, and a suspicion that comes while it is
/// leads to one more.
struct MapRefresh {
  enum Event {
    /// Something that happened says that the map is not right any more.
    case suspected
    /// The time between two refreshes is over.
    case due
    /// The wait that was asked for is over.
    case waited
    /// - Parameter isSound: whether the map was learnt, and nothing is known that contradicts it.
    case asked(isSound: Bool)
  }

  enum Action: Equatable {
    case ask
    case wait(nanoseconds: UInt64)
  }

  private enum State {
    case idle
    case asking
    case waiting
  }

  private var state = State.idle
  private var isSuspect = false
  private var backoff: Backoff
  private var generator = SystemRandomNumberGenerator()

  /// - Parameters:
  ///   - shortest: the wait after the first question in vain; then twice as long each time.
  ///   - longest: the longest wait.
  init(shortest: Duration = .milliseconds(50), longest: Duration = .milliseconds(100)) {
    backoff = Backoff(initial: shortest, maximum: longest)
  }

  mutating func handle(_ event: Event) -> Action? {
    switch (event, state) {
    case (.suspected, .idle), (.due, .idle), (.waited, .waiting):
      state = .asking
      isSuspect = false
      return .ask
    case (.suspected, _):
      isSuspect = true
      return nil
    case (.asked(let isSound), _):
      if isSound { backoff.reset() }
      guard isSuspect || !isSound else {
        state = .idle
        return nil
      }
      state = .waiting
      return .wait(nanoseconds: backoff.next(using: &generator))
    case (.due, _), (.waited, _): return nil
    }
  }
}
