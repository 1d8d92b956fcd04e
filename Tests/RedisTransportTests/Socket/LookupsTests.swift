import Foundation
import Synchronization
import Testing

@testable import RedisTransport

@Suite(.timeLimit(.minutes(1))) struct LookupsTests {
  @Test func manyWhoWaitForOneNameCauseOneLookUp() async {
    let lookups = Lookups<String, Int>()
    let count = Atomic(0)
    let gate = DispatchSemaphore(value: 0)
    let waiting = (0..<10).map { _ in
      AsyncStream<Int> { continuation in
        lookups.find("name") { outcome in
          continuation.yield(outcome)
          continuation.finish()
        } by: {
          gate.wait()
          return count.wrappingAdd(1, ordering: .relaxed).newValue
        }
      }
    }
    gate.signal()
    for stream in waiting {
      var outcomes: [Int] = []
      for await outcome in stream { outcomes.append(outcome) }
      #expect(outcomes == [1])
    }
    #expect(count.load(ordering: .relaxed) == 1)
  }
}
