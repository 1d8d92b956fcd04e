/// Something that is done by one at a time, and once more if it was asked for meanwhile. Pure.
struct Rerun: Sendable {
  private var isRunning = false
  private var isWanted = false

  /// Asks for it. True for the one who has to do it, for as long as `next` says so.
  mutating func begin() -> Bool {
    isWanted = true
    defer { isRunning = true }
    return !isRunning
  }

  /// Whether to do it, or to do it again.
  mutating func next() -> Bool {
    isRunning = isWanted
    isWanted = false
    return isRunning
  }
}
