/// A hash table of names in any case. It is looked up at each raw call, so it allocates nothing then.
struct NameTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var name: [UInt8]
    var value: Value
  }

  private var entries: [Entry] = []
  private var longest = 0
  /// Positions of entries, -1 for none. Twice as many as there are entries, or more, and a power of two.
  private var slots: [Int] = [-1, -1]

  var isEmpty: Bool { entries.isEmpty }

  init(_ values: [(name: [UInt8], value: Value)]) {
    entries = values.map { Entry(name: FoldedBytes.upper($0.name), value: $0.value) }
    longest = entries.map(\.name.count).max() ?? 0
    while slots.count < entries.count * 2 { slots += slots }
    for (position, entry) in entries.enumerated() { slots[slot(of: entry.name)] = position }
  }

  func find(_ name: UnsafeRawBufferPointer) -> Value? {
    // Data that is looked at by mistake may be long.
    guard name.count <= longest else { return nil }
    var slot = firstSlot(name)
    while slots[slot] >= 0 {
      let entry = entries[slots[slot]]
      if FoldedBytes.equal(name, entry.name) { return entry.value }
      slot = next(slot)
    }
    return nil
  }

  /// The slot of a name, or the free one where it belongs.
  private func slot(of name: [UInt8]) -> Int {
    var slot = firstSlot(name)
    while slots[slot] >= 0, entries[slots[slot]].name != name { slot = next(slot) }
    return slot
  }

  private func firstSlot(_ name: some Sequence<UInt8>) -> Int {
    Int(FoldedBytes.hash(name)) & (slots.count - 1)
  }

  private func next(_ slot: Int) -> Int { (slot + 1) & (slots.count - 1) }
}
