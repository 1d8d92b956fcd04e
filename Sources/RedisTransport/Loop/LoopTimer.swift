/// Something that happens on a loop's thread at a time, unless it is cancelled before.
package final class LoopTimer {
  private var action: (() -> Void)?

  init(_ action: @escaping () -> Void) { self.action = action }

  var isPending: Bool { action != nil }

  /// On the loop's thread. Lets go of what the action holds.
  package func cancel() { action = nil }

  func fire() { action.take()?() }
}
