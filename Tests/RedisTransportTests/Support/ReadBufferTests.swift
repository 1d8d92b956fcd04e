import TestSupport
import Testing

@testable import RedisTransport

@Suite struct ReadBufferTests {
  private func fill(_ buffer: inout ReadBuffer, _ bytes: [UInt8]) {
    buffer.room(atLeast: bytes.count).copyBytes(from: bytes)
    buffer.filled(bytes.count)
  }

  @Test func keepsBytesWhileItMovesAndGrows() {
    var buffer = ReadBuffer(capacity: 64)
    var generator = SplitMix(seed: 11)
    var expected: [UInt8] = []
    var next: UInt8 = 0
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 1..<100, using: &generator)).map { _ in
        next &+= 1
        return next
      }
      fill(&buffer, bytes)
      expected += bytes
      let consumed = Int.random(in: 0...expected.count, using: &generator)
      #expect(Array(buffer.bytes) == expected)
      buffer.consume(consumed)
      expected.removeFirst(consumed)
    }
    #expect(Array(buffer.bytes) == expected)
  }

  @Test func givesLargeMemoryBackAfterManyQuietRounds() {
    var buffer = ReadBuffer(capacity: 64)
    fill(&buffer, [UInt8](repeating: 1, count: 10_000))
    buffer.consume(10_000)
    buffer.shrinkIfIdle()
    #expect(buffer.room(atLeast: 1).count >= 10_000)
    for _ in 0..<1024 {
      fill(&buffer, [1])
      buffer.consume(1)
      buffer.shrinkIfIdle()
    }
    #expect(buffer.room(atLeast: 1).count == 64)
  }
}
