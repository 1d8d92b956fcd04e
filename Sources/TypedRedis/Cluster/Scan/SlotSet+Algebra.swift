extension SlotSet {
  /// All slots there are.
  static let all = SlotSet(ranges: [0...HashSlot.count - 1])

  /// One by one.
  var slots: Set<Int> { Set(ranges.lazy.flatMap { $0 }) }

  /// As few runs as possible, in ascending order.
  init(_ slots: Set<Int>) {
    self.init()
    var run: ClosedRange<Int>?
    for slot in slots.sorted() {
      if let present = run, present.upperBound + 1 == slot {
        run = present.lowerBound...slot
      } else {
        if let run { ranges.append(run) }
        run = slot...slot
      }
    }
    if let run { ranges.append(run) }
  }

  /// From what ``description`` gives. Nil for any other text.
  init?(text: some StringProtocol) {
    self.init()
    for word in text.split(separator: " ") {
      guard let range = Self.range(word) else { return nil }
      ranges.append(range)
    }
  }
}
