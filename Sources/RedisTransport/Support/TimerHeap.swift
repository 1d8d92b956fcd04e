/// Deadlines in order, each with something to give back when it has come.
struct TimerHeap<Value> {
  private struct Entry {
    var deadline: MonotonicTime
    var sequence: UInt64
    var value: Value
  }

  private var entries: [Entry] = []
  private var sequence: UInt64 = 0

  var next: MonotonicTime? { entries.first?.deadline }

  mutating func add(_ value: Value, at deadline: MonotonicTime) {
    sequence &+= 1
    entries.append(Entry(deadline: deadline, sequence: sequence, value: value))
    siftUp(entries.count - 1)
  }

  /// The earliest value whose deadline is not after `now`.
  mutating func popDue(_ now: MonotonicTime) -> Value? {
    guard let first = entries.first, first.deadline <= now else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    if !entries.isEmpty { siftDown(0) }
    return first.value
  }

  /// Removes the earliest values as long as they are of no use.
  mutating func dropFirst(while isUseless: (Value) -> Bool) {
    while let first = entries.first, isUseless(first.value) { _ = popDue(first.deadline) }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (entries[a], entries[b])
    return x.deadline == y.deadline ? x.sequence < y.sequence : x.deadline < y.deadline
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(child, parent) else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if isBefore(child, least) { least = child }
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
