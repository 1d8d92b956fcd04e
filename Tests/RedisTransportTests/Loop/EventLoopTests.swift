import Testing

@testable import RedisTransport

@Suite struct EventLoopTests {
  @Test(arguments: PollerKind.allCases) func runsTasksThatPreferIt(_ kind: PollerKind) async {
    let loop = EventLoop(poller: kind)
    defer { loop.stop() }
    let sum = await withTaskExecutorPreference(loop) {
      await withTaskGroup(of: Int.self) { group in
        for number in 0..<1000 {
          group.addTask {
            await Task.yield()
            return loop.isCurrent ? number : 0
          }
        }
        return await group.reduce(0, +)
      }
    }
    #expect(sum == 499_500)
  }

  @Test(arguments: PollerKind.allCases) func performsFromOtherThreads(_ kind: PollerKind) async {
    let loop = EventLoop(poller: kind)
    defer { loop.stop() }
    for _ in 0..<200 {
      let isCurrent = await withUnsafeContinuation { continuation in
        loop.perform { continuation.resume(returning: loop.isCurrent) }
      }
      #expect(isCurrent)
    }
    #expect(!loop.isCurrent)
  }

  @Test(arguments: PollerKind.allCases) func firesTimersInOrder(_ kind: PollerKind) async {
    let loop = EventLoop(poller: kind)
    defer { loop.stop() }
    let order: [Int] = await withUnsafeContinuation { continuation in
      loop.perform {
        let fired = Fired()
        let now = MonotonicTime.now
        for number in [3, 1, 2] {
          loop.schedule(at: now.advanced(byNanoseconds: UInt64(number) * 2_000_000)) {
            fired.order.append(number)
            if number == 3 { continuation.resume(returning: fired.order) }
          }
        }
      }
    }
    #expect(order == [1, 2, 3])
  }
}

private final class Fired {
  var order: [Int] = []
}
