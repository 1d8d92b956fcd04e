import Testing

@testable import RedisTransport

@Suite(.timeLimit(.minutes(1))) struct LoopTimerTests {
  @Test func aCancelledTimerDoesNothing() async {
    let loop = EventLoop()
    defer { loop.stop() }
    let order: [String] = await withUnsafeContinuation { continuation in
      loop.perform {
        var order: [String] = []
        let now = MonotonicTime.now
        loop.schedule(at: now.advanced(byNanoseconds: 2_000_000)) { order.append("second") }
        loop.schedule(at: now.advanced(byNanoseconds: 1_000_000)) { order.append("never") }.cancel()
        loop.schedule(at: now) { order.append("first") }
        loop.schedule(at: now.advanced(byNanoseconds: 3_000_000)) { continuation.resume(returning: order) }
      }
    }
    #expect(order == ["first", "second"])
  }

  @Test func cancelledTimersDoNotKeepALoopThatStops() async throws {
    final class Observed: @unchecked Sendable { weak var loop: EventLoop? }
    let observed = Observed()
    do {
      let loop = EventLoop()
      observed.loop = loop
      loop.perform { loop.schedule(at: MonotonicTime.now.advanced(by: .seconds(600))) {}.cancel() }
      loop.stop()
    }
    for _ in 0..<500 where observed.loop != nil { try await Task.sleep(for: .milliseconds(10)) }
    #expect(observed.loop == nil)
  }
}
