import Synchronization

/// Sees to it that tasks that find a script missing at the same time send its text once.
final class ScriptLoads: Sendable {
  private typealias Outcome = Result<Void, RedisError>

  private struct State {
    var underWay: [String: OneValue<Outcome>] = [:]
    /// Which of the loads that ended was the last one of a script.
    var ended: [String: UInt64] = [:]
  }

  /// Scripts to remember. What is forgotten may be loaded once more, which does no harm.
  private static let memory = 256

  private let count = Atomic<UInt64>(0)
  private let state = Mutex(State())

  /// To be taken before a script is called by its digest: tells whether it has been loaded since.
  var ticket: UInt64 { count.load(ordering: .acquiring) }

  /// How many scripts it knows to have been loaded.
  var remembered: Int { state.withLock { $0.ended.count } }

  /// Loads a script that was missing, unless somebody does or did so since.
  ///
  /// - Parameters:
  ///   - deadline: until when to wait for others who do.
  ///   - body: sends the text.
  func load(
    _ sha1: String, since ticket: UInt64, until deadline: ContinuousClock.Instant, _ body: () async throws(RedisError) -> Void
  ) async throws(RedisError) {
    while true {
      switch turn(sha1, since: ticket) {
      case .done: return
      case .wait(let load):
        guard let outcome = await load.value(until: deadline) else {
          if Task.isCancelled { throw RedisError.taskCancelled }
          throw RedisError(.timedOut, "the server was not given the script's text in time")
        }
        if case .failure(let error) = outcome {
          // That task's own affair, or its own patience: another one takes its place.
          if error.code == .cancelled || error.code == .timedOut { continue }
          throw error
        }
        return
      case .load(let load):
        var outcome: Outcome = .success(())
        do throws(RedisError) { try await body() } catch { outcome = .failure(error) }
        end(sha1, outcome)
        load.set(outcome)
        return try outcome.get()
      }
    }
  }

  private enum Turn {
    case done
    case wait(OneValue<Outcome>)
    case load(OneValue<Outcome>)
  }

  private func turn(_ sha1: String, since ticket: UInt64) -> Turn {
    state.withLock { state in
      if let load = state.underWay[sha1] { return .wait(load) }
      if let ended = state.ended[sha1], ended > ticket { return .done }
      let load = OneValue<Outcome>()
      state.underWay[sha1] = load
      return .load(load)
    }
  }

  private func end(_ sha1: String, _ outcome: Outcome) {
    state.withLock { state in
      state.underWay[sha1] = nil
      guard case .success = outcome else { return }
      if state.ended.count >= Self.memory { state.ended = [:] }
      state.ended[sha1] = count.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
    }
  }
}
