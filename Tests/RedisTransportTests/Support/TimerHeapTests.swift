import TestSupport
import Testing

@testable import RedisTransport

@Suite struct TimerHeapTests {
  @Test func givesBackInOrderOfDeadlinesThenOfAdding() {
    var heap = TimerHeap<Int>()
    var generator = SplitMix(seed: 3)
    var expected: [(deadline: UInt64, value: Int)] = []
    for value in 0..<500 {
      let deadline = UInt64.random(in: 0..<50, using: &generator)
      heap.add(value, at: MonotonicTime(nanoseconds: deadline))
      expected.append((deadline, value))
    }
    expected.sort { ($0.deadline, $0.value) < ($1.deadline, $1.value) }
    var values: [Int] = []
    while let value = heap.popDue(MonotonicTime(nanoseconds: 50)) { values.append(value) }
    #expect(values == expected.map(\.value))
  }

  @Test func keepsWhatIsNotDue() {
    var heap = TimerHeap<String>()
    heap.add("later", at: MonotonicTime(nanoseconds: 10))
    #expect(heap.popDue(MonotonicTime(nanoseconds: 9)) == nil)
    #expect(heap.next == MonotonicTime(nanoseconds: 10))
    #expect(heap.popDue(MonotonicTime(nanoseconds: 10)) == "later")
    #expect(heap.next == nil)
  }
}
