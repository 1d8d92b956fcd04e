import TestSupport
import Testing

@testable import RedisTransport

@Suite struct RingBufferTests {
  @Test func keepsOrderWhileItWrapsAndGrows() {
    var buffer = RingBuffer<Int>()
    var expected: [Int] = []
    var taken: [Int] = []
    var generator = SplitMix(seed: 7)
    for number in 0..<5000 {
      if Int.random(in: 0..<3, using: &generator) == 0, let first = buffer.popFirst() {
        taken.append(first)
      } else {
        buffer.append(number)
        expected.append(number)
      }
      let count = buffer.count
      #expect(count == expected.count - taken.count)
    }
    taken += buffer.removeAll()
    #expect(taken == expected)
    let isEmpty = buffer.isEmpty
    #expect(isEmpty)
  }

  @Test func prependedElementsComeFirst() {
    var buffer = RingBuffer<String>()
    for letter in ["c", "d"] { buffer.append(letter) }
    for letter in ["b", "a"] { buffer.prepend(letter) }
    for number in 0..<40 { buffer.append("\(number)") }
    let first = buffer.first
    #expect(first == "a")
    let rest = buffer.removeAll()
    #expect(rest == ["a", "b", "c", "d"] + (0..<40).map { "\($0)" })
  }

  @Test func forEachStopsWhenTold() {
    var buffer = RingBuffer<Int>()
    for number in 0..<10 { buffer.append(number) }
    var seen: [Int] = []
    buffer.forEach { number in
      seen.append(number)
      return number < 3
    }
    #expect(seen == [0, 1, 2, 3])
  }

  @Test func releasesWhatIsLeft() {
    final class Token {}
    weak var kept: Token?
    do {
      var buffer = RingBuffer<Token>()
      let token = Token()
      kept = token
      buffer.append(token)
      #expect(kept != nil)
    }
    #expect(kept == nil)
  }
}
