import Synchronization
import Testing

@testable import TypedRedis

@Suite(.timeLimit(.minutes(1))) struct MessageBufferTests {
  private func message(_ number: Int) -> RedisMessage { RedisMessage(channel: "c", payload: RedisBytes("\(number)")) }

  private func rest(of buffer: MessageBuffer) async throws -> [RedisMessage] {
    buffer.finish()
    var rest: [RedisMessage] = []
    while let message = try await buffer.next() { rest.append(message) }
    return rest
  }

  @Test func failsWhenFullAndKeepsWhatWasThere() async throws {
    let buffer = MessageBuffer(.fail(2))
    #expect(buffer.offer(message(1)) == .taken)
    #expect(buffer.offer(message(2)) == .taken)
    #expect(buffer.offer(message(3)) == .overflowed)
    #expect(buffer.offer(message(4)) == .taken)
    #expect(buffer.statistics.received == 3 && buffer.statistics.dropped == 1 && buffer.statistics.buffered == 2)
    #expect(try await buffer.next()?.payload.int == 1)
    #expect(try await buffer.next()?.payload.int == 2)
    let error = await #expect(throws: RedisError.self) { try await buffer.next() }
    #expect(error?.code == .limitExceeded)
    #expect(try await buffer.next() == nil)
  }

  @Test func dropsTheOldestAndSaysSoOnce() async throws {
    let buffer = MessageBuffer(.dropOldest(2))
    #expect((1...5).map { buffer.offer(message($0)) } == [.taken, .taken, .beganDropping, .taken, .taken])
    #expect(buffer.statistics.dropped == 3 && buffer.statistics.buffered == 2)
    let rest = try await rest(of: buffer)
    #expect(rest.map(\.payload.int) == [4, 5])
    #expect(rest.map(\.followsGap) == [true, false])
  }

  @Test func bytesCountAsWell() {
    let buffer = MessageBuffer(.dropOldest(100, bytes: 10))
    let large = RedisMessage(channel: "c", payload: RedisBytes([UInt8](repeating: 0, count: 100)))
    #expect(buffer.offer(large) == .taken)
    #expect(buffer.offer(message(1)) == .beganDropping)
    for number in 2..<9 { _ = buffer.offer(message(number)) }
    #expect(buffer.statistics.buffered == 5 && buffer.statistics.bufferedBytes == 10)
  }

  @Test func holdsWhoeverFillsItUntilHalfIsTaken() async throws {
    let calls = Atomic(0)
    let buffer = MessageBuffer(.suspend(4)) { calls.add(1, ordering: .relaxed) }
    #expect((1...5).map { buffer.offer(message($0)) } == [.taken, .taken, .taken, .full, .full])
    _ = try await buffer.next()
    _ = try await buffer.next()
    #expect(calls.load(ordering: .relaxed) == 0)
    _ = try await buffer.next()
    #expect(calls.load(ordering: .relaxed) == 1)
    _ = try await buffer.next()
    #expect(calls.load(ordering: .relaxed) == 1)
    #expect(buffer.statistics.dropped == 0)
  }

  @Test func saysWhenItHasStoppedDropping() async throws {
    let calls = Atomic(0)
    let buffer = MessageBuffer(.dropOldest(4)) { calls.add(1, ordering: .relaxed) }
    for number in 1...5 { _ = buffer.offer(message(number)) }
    _ = try await buffer.next()
    #expect(calls.load(ordering: .relaxed) == 0 && !buffer.hasStoppedDropping)
    _ = try await buffer.next()
    #expect(calls.load(ordering: .relaxed) == 1 && buffer.hasStoppedDropping)
    _ = try await buffer.next()
    #expect(calls.load(ordering: .relaxed) == 1)
    for number in 6...8 { #expect(buffer.offer(message(number)) == .taken) }
    #expect(buffer.offer(message(9)) == .beganDropping)
    #expect(!buffer.hasStoppedDropping)
  }

  @Test func aGapIsOnTheNextMessage() async throws {
    let buffer = MessageBuffer(.fail(10))
    _ = buffer.offer(message(1))
    buffer.noteGap()
    _ = buffer.offer(message(2))
    _ = buffer.offer(message(3))
    #expect(try await rest(of: buffer).map(\.followsGap) == [false, true, false])
  }

  @Test func whoeverWaitsIsGivenTheMessageItself() async throws {
    let buffer = MessageBuffer(.fail(1))
    let tasks = (0..<4).map { _ in Task { try await buffer.next()?.payload.int } }
    for number in 0..<4 {
      while buffer.offer(message(number)) == .overflowed { Issue.record("overflow") }
      while buffer.statistics.buffered > 0 { await Task.yield() }
    }
    var taken: Set<Int> = []
    for task in tasks { taken.insert(try #require(try await task.value)) }
    #expect(taken == [0, 1, 2, 3])
  }

  @Test func whoeverIsCancelledLeavesTheMessageToOthers() async throws {
    let buffer = MessageBuffer(.fail(10))
    for _ in 0..<200 {
      let task = Task { try await buffer.next() }
      if Bool.random() { await Task.yield() }
      task.cancel()
      #expect(try await task.value == nil)
    }
    _ = buffer.offer(message(1))
    #expect(try await buffer.next()?.payload.int == 1)
  }

  @Test func theEndIsForAllWhoWait() async throws {
    let buffer = MessageBuffer(.fail(10))
    let tasks = (0..<3).map { _ in Task { try await buffer.next() } }
    await Task.yield()
    buffer.finish()
    for task in tasks { #expect(try await task.value == nil) }
    let other = MessageBuffer(.fail(10))
    _ = other.offer(message(1))
    other.finish(discarding: true)
    #expect(try await other.next() == nil)
  }
}
