/// A queue over one reusable array: append at the back, take from the front, no copying.
package struct RingBuffer<Element> {
  private var slots: [Element?]
  private var head = 0
  package private(set) var count = 0

  package init(minimumCapacity: Int = 16) {
    var capacity = 16
    while capacity < minimumCapacity { capacity &*= 2 }
    slots = Array(repeating: nil, count: capacity)
  }

  @inline(__always) private var mask: Int { slots.count &- 1 }

  package var isEmpty: Bool { count == 0 }

  package var first: Element? { count == 0 ? nil : slots[head] }

  package mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[(head &+ count) & mask] = element
    count &+= 1
  }

  package mutating func prepend(_ element: Element) {
    if count == slots.count { grow() }
    head = (head &- 1) & mask
    slots[head] = element
    count &+= 1
  }

  package mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head].take()
    head = (head &+ 1) & mask
    count &-= 1
    return element
  }

  /// Visits the elements front to back until `body` returns false.
  package func forEach(_ body: (Element) -> Bool) {
    for offset in 0..<count {
      guard let element = slots[(head &+ offset) & mask], body(element) else { return }
    }
  }

  /// Empties the queue and returns what was in it, front first.
  package mutating func removeAll() -> [Element] {
    var all: [Element] = []
    all.reserveCapacity(count)
    while let element = popFirst() { all.append(element) }
    return all
  }

  private mutating func grow() {
    var larger: [Element?] = []
    larger.reserveCapacity(slots.count &* 2)
    for offset in 0..<count { larger.append(slots[(head &+ offset) & mask].take()) }
    larger.append(contentsOf: repeatElement(nil, count: slots.count &* 2 &- count))
    slots = larger
    head = 0
  }
}
