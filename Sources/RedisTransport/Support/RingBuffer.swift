/// A queue over one reusable block of memory: append at the back, take from the front, elements
/// are moved and never copied.
package struct RingBuffer<Element>: ~Copyable {
  private var slots: UnsafeMutablePointer<Element>
  private var mask: Int
  private var head = 0
  package private(set) var count = 0

  package init(minimumCapacity: Int = 16) {
    var capacity = 16
    while capacity < minimumCapacity { capacity &*= 2 }
    slots = .allocate(capacity: capacity)
    mask = capacity &- 1
  }

  deinit {
    for offset in 0..<count { (slots + ((head &+ offset) & mask)).deinitialize(count: 1) }
    slots.deallocate()
  }

  package var isEmpty: Bool { count == 0 }

  package var first: Element? { count == 0 ? nil : slots[head] }

  package mutating func append(_ element: consuming Element) {
    if count > mask { grow() }
    (slots + ((head &+ count) & mask)).initialize(to: element)
    count &+= 1
  }

  package mutating func prepend(_ element: consuming Element) {
    if count > mask { grow() }
    head = (head &- 1) & mask
    (slots + head).initialize(to: element)
    count &+= 1
  }

  package mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = (slots + head).move()
    head = (head &+ 1) & mask
    count &-= 1
    return element
  }

  /// Visits the elements front to back until `body` returns false.
  package func forEach(_ body: (borrowing Element) -> Bool) {
    for offset in 0..<count {
      guard body(slots[(head &+ offset) & mask]) else { return }
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
    let capacity = mask &+ 1
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity &* 2)
    let untilEnd = capacity &- head
    larger.moveInitialize(from: slots + head, count: min(count, untilEnd))
    if count > untilEnd {
      (larger + untilEnd).moveInitialize(from: slots, count: count &- untilEnd)
    }
    slots.deallocate()
    slots = larger
    mask = capacity &* 2 &- 1
    head = 0
  }
}
