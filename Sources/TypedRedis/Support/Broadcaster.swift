import Synchronization

/// Hands values to everyone who watches at the time, each with a stream and a bounded buffer of their own.
final class Broadcaster<Element: Sendable>: Sendable {
  private struct State {
    var watchers: [Int: AsyncStream<Element>.Continuation] = [:]
    var nextNumber = 0
    var isFinished = false
  }

  private let bufferSize: Int
  private let state = Mutex(State())

  /// - Parameter bufferSize: how many values wait for a watcher that is slow, who loses the oldest beyond.
  init(buffering bufferSize: Int) { self.bufferSize = bufferSize }

  deinit { finish() }

  /// How many watch.
  var count: Int { state.withLock { $0.watchers.count } }

  /// A new watcher sees what is sent from here on, and the end. Whoever comes after the end sees that alone.
  func watch() -> AsyncStream<Element> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Element.self, bufferingPolicy: .bufferingNewest(bufferSize))
    let number: Int? = state.withLock { state in
      guard !state.isFinished else { return nil }
      state.nextNumber += 1
      state.watchers[state.nextNumber] = continuation
      return state.nextNumber
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.watchers.removeValue(forKey: number) }
    }
    return stream
  }

  /// Values that several threads send arrive in the same order at all watchers.
  func send(_ element: Element) {
    state.withLock { state in
      for watcher in state.watchers.values { watcher.yield(element) }
    }
  }

  /// Ends every watcher's stream, after what it has not taken yet.
  func finish() {
    // Not meanwhile: they are taken off the list when they hear of it.
    let watchers = state.withLock { state in
      state.isFinished = true
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
  }
}
