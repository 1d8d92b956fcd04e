import RESP
import Testing

@testable import RedisTransport

/// Servers that are not there, do not let us in, or hang up.
@Suite struct PoolMachineFailureTests {
  @Test func whoWaitsIsNotToldOfAPassingFailure() throws {
    let pool = TestPool()
    #expect(pool.lease(1) == ["open 1"])
    #expect(pool.closed(1, .connectFailed, "nobody listens") == [])
    #expect(pool.machine.reasonToWait?.message == "nobody listens")
    #expect(pool.machine.waiting == 1)
    let wait = pool.machine.wakeUp.nanoseconds(since: pool.now)
    #expect((1...5_000_000).contains(wait))
    #expect(pool.wake() == [])
    #expect(pool.wakeWhenDue() == ["open 2"])
    #expect(pool.ready(2) == ["give 2 to 1"])
    #expect(pool.machine.reasonToWait == nil)
  }

  @Test func thereIsOneAttemptAtATimeAndEverMoreSeldom() {
    let pool = TestPool()
    for number in 1...20 { #expect(pool.lease(number) == ["open \(number)"]) }
    for id in 1...20 { #expect(pool.closed(id) == []) }
    // Those that failed together count once.
    #expect(pool.machine.backoff.attempt == 1)
    let begin = pool.now
    for id in 21...60 {
      #expect(pool.wakeWhenDue() == ["open \(id)"])
      #expect(pool.lease(id) == [])
      #expect(pool.closed(id) == [])
      #expect(pool.machine.wakeUp.nanoseconds(since: pool.now) <= 100_000_000)
    }
    // Most of them 50 to 100 ms apart.
    #expect(pool.now.nanoseconds(since: begin) > 1_500_000_000)
    #expect(pool.wakeWhenDue() == ["open 61"])
    // It is back: everybody gets one at once.
    #expect(pool.ready(61).count == 1 + 59)
  }

  @Test func whoComesLaterDoesNotWaitForLong() throws {
    let pool = TestPool { $0.minimum = 1 }
    #expect(pool.warmUp() == ["open 1"])
    var id = 1
    for _ in 0..<12 {
      #expect(pool.closed(id) == [])
      id += 1
      #expect(pool.wakeWhenDue() == ["open \(id)"])
    }
    #expect(pool.closed(id) == [])
    // Nobody minds: seconds.
    #expect(pool.machine.wakeUp.nanoseconds(since: pool.now) >= 1_000_000_000)
    #expect(pool.lease(1) == [])
    #expect(pool.machine.wakeUp.nanoseconds(since: pool.now) <= 100_000_000)
  }

  @Test func afterASuccessThatLastedAttemptsBeginAnew() {
    let pool = TestPool()
    _ = pool.lease(1)
    for id in 1...5 {
      #expect(pool.closed(id) == [])
      #expect(pool.wakeWhenDue() == ["open \(id + 1)"])
    }
    #expect(pool.ready(6) == ["give 6 to 1"])
    pool.pass(.seconds(5))
    #expect(pool.closed(6) == [])
    #expect(pool.lease(2) == ["open 7"])
    #expect(pool.closed(7) == [])
    #expect(pool.machine.backoff.attempt == 1)
  }

  @Test func aServerThatHangsUpIsNotHammered() {
    let pool = TestPool { $0.minimum = 1 }
    #expect(pool.warmUp() == ["open 1"])
    var id = 1
    let begin = pool.now
    for _ in 0..<20 {
      #expect(pool.ready(id) == [])
      #expect(pool.closed(id) == [])
      id += 1
      #expect(pool.wakeWhenDue() == ["open \(id)"])
    }
    #expect(pool.now.nanoseconds(since: begin) > 5_000_000_000)
  }

  @Test func aWrongPasswordIsToldToAllWhenThereIsNoOtherHope() {
    let pool = TestPool { $0.maximum = 2 }
    for number in 1...4 { _ = pool.lease(number) }
    // The other attempt is still under way.
    #expect(pool.closed(1, .handshakeFailed, "no") == ["fail 1: no"])
    #expect(pool.closed(2, .handshakeFailed, "no") == ["fail 2: no", "fail 3: no", "fail 4: no"])
    #expect(pool.machine.wakeUp == .never)
    // Whoever comes next may have another try, though not at once.
    #expect(pool.lease(5) == [])
    #expect(pool.wakeWhenDue() == ["open 3"])
  }

  @Test func aWrongPasswordIsToldToTheFirstWhenOthersCanHope() {
    let pool = TestPool { $0.maximum = 2 }
    pool.fill(1)
    _ = pool.lease(1)
    #expect(pool.lease(2) == ["open 2"])
    #expect(pool.lease(3) == [])
    #expect(pool.closed(2, .handshakeFailed, "no") == ["fail 2: no"])
    #expect(pool.release(1) == ["give 1 to 3"])
  }

  @Test(arguments: [RedisError.Code.handshakeFailed, .invalidConfiguration, .unsupported])
  func someErrorsAreFinal(_ code: RedisError.Code) {
    #expect(RedisError(code, "").isFinal)
  }

  @Test(arguments: [RedisError.Code.connectFailed, .timedOut, .connectionClosed, .protocolViolation, .server])
  func someErrorsPass(_ code: RedisError.Code) {
    #expect(!RedisError(code, "").isFinal)
  }
}
