import Testing

@testable import RedisTransport

/// Health checks, idle times and the minimum.
@Suite struct PoolMachineTimeTests {
  @Test func afterIdlenessAConnectionIsAskedFirst() {
    let pool = TestPool()
    pool.fill(2)
    pool.pass(.seconds(10))
    #expect(pool.lease(1) == ["probe 2"])
    #expect(pool.lease(2) == ["probe 1"])
    #expect(pool.lease(3) == ["open 3"])
    #expect(pool.probed(1, ok: true) == ["give 1 to 1"])
    #expect(pool.release(1) == ["give 1 to 2"])
    #expect(pool.probed(2, ok: true) == ["give 2 to 3"])
    #expect(pool.ready(3) == [])
    // Just used.
    #expect(pool.release(2) == [])
    #expect(pool.lease(4) == ["give 2 to 4"])
  }

  @Test func aSilentConnectionGivesWayToTheNextAndThenToANewOne() {
    let pool = TestPool { $0.maximum = 2 }
    pool.fill(2)
    pool.pass(.seconds(11))
    #expect(pool.lease(1) == ["probe 2"])
    #expect(pool.probed(2, ok: false) == ["close 2", "probe 1"])
    #expect(pool.closed(1) == ["open 3"])
    #expect(pool.probed(1, ok: false) == [])
    #expect(pool.ready(3) == ["give 3 to 1"])
  }

  @Test func withoutHealthChecksNobodyIsAsked() {
    let pool = TestPool { $0.healthCheckAfter = nil }
    pool.fill(1)
    pool.pass(.seconds(200))
    #expect(pool.lease(1) == ["give 1 to 1"])
  }

  @Test func aHealthCheckOfZeroIsAlwaysDone() {
    let pool = TestPool { $0.healthCheckAfter = .zero }
    pool.fill(1)
    #expect(pool.lease(1) == ["probe 1"])
    #expect(pool.probed(1, ok: true) == ["give 1 to 1"])
  }

  @Test func whatNobodyUsesIsClosedDownToTheMinimum() {
    let pool = TestPool {
      $0.minimum = 1
      $0.idleTime = .seconds(60)
      $0.healthCheckAfter = nil
    }
    #expect(pool.machine.wakeUp == .never)
    _ = pool.warmUp()
    _ = pool.ready(1)
    // Down to the minimum: no need of a timer.
    #expect(pool.machine.wakeUp == .never)
    _ = pool.lease(1)
    _ = pool.lease(2)
    _ = pool.lease(3)
    _ = pool.ready(2)
    _ = pool.ready(3)
    #expect(pool.machine.wakeUp == .never)
    _ = pool.release(1)
    pool.pass(.seconds(10))
    _ = pool.release(2)
    pool.pass(.seconds(49))
    #expect(pool.wake() == [])
    #expect(pool.wakeWhenDue() == ["close 1"])
    #expect(pool.wakeWhenDue() == ["close 2"])
    #expect(pool.wakeWhenDue() == nil)
    #expect(pool.release(3) == [])
    #expect(pool.wakeWhenDue() == nil)
    #expect(pool.machine.total == 1)
  }

  @Test func withoutAnIdleTimeNothingIsClosed() {
    let pool = TestPool { $0.idleTime = nil }
    pool.fill(3)
    #expect(pool.machine.wakeUp == .never)
    pool.pass(.seconds(1_000_000))
    #expect(pool.wake() == [])
  }

  @Test func theMinimumIsOpenedWithTheFirstUse() {
    let pool = TestPool { $0.minimum = 2 }
    #expect(pool.wake() == [])
    #expect(pool.lease(1) == ["open 1", "open 2"])
    #expect(pool.ready(1) == ["give 1 to 1"])
    #expect(pool.ready(2) == [])
    #expect(pool.warmUp() == [])
    #expect(pool.lease(2) == ["give 2 to 2"])
  }

  @Test func theMinimumIsFilledUpAgain() {
    let pool = TestPool { $0.minimum = 2 }
    #expect(pool.warmUp() == ["open 1", "open 2"])
    _ = pool.ready(1)
    _ = pool.ready(2)
    pool.pass(.seconds(2))
    #expect(pool.closed(1) == ["open 3"])
    _ = pool.ready(3)
    #expect(pool.lease(1) == ["give 3 to 1"])
    #expect(pool.release(3, .spoilt) == ["close 3", "open 4"])
  }

  @Test func aMinimumAboveTheMaximumIsTheMaximum() {
    let pool = TestPool {
      $0.minimum = 9
      $0.maximum = 2
    }
    #expect(pool.warmUp() == ["open 1", "open 2"])
  }
}
