import Synchronization

/// What tasks note for a test to look at.
final class Noted<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  var value: Value { state.withLock { $0 } }

  func change(_ change: @Sendable (inout Value) -> Void) { state.withLock { change(&$0) } }
}
