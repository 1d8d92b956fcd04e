import Testing

@testable import RedisTransport

/// Every way in which a connection is lent and comes back, without a socket.
@Suite struct PoolMachineTests {
  @Test func aConnectionIsOpenedForWhoeverComesFirst() {
    let pool = TestPool()
    #expect(pool.lease(1) == ["open 1"])
    #expect(pool.lease(2) == ["open 2"])
    // The second one stands sooner: who has waited for longest gets it.
    #expect(pool.ready(2) == ["give 2 to 1"])
    #expect(pool.ready(1) == ["give 1 to 2"])
    #expect(pool.machine.statistics.leased == 2)
  }

  @Test func theOneThatWasUsedLastIsLentFirst() {
    let pool = TestPool()
    pool.fill(3)
    #expect(pool.lease(1) == ["give 3 to 1"])
    #expect(pool.lease(2) == ["give 2 to 2"])
    #expect(pool.release(3) == [])
    #expect(pool.lease(3) == ["give 3 to 3"])
  }

  @Test func nobodyIsGivenMoreThanTheMaximum() {
    let pool = TestPool { $0.maximum = 2 }
    pool.fill(2)
    #expect(pool.lease(1) == ["give 2 to 1"])
    #expect(pool.machine.reasonToWait == nil)
    #expect(pool.lease(2) == ["give 1 to 2"])
    #expect(pool.lease(3) == [])
    #expect(pool.machine.reasonToWait?.message == "all 2 exclusive connections are in use")
    #expect(pool.lease(4) == [])
    #expect(pool.machine.waiting == 2)
    #expect(pool.release(1) == ["give 1 to 3"])
    #expect(pool.release(2) == ["give 2 to 4"])
  }

  @Test func aMaximumOfNoneIsOne() {
    let pool = TestPool {
      $0.maximum = 0
      $0.minimum = 7
    }
    #expect(pool.lease(1) == ["open 1"])
    #expect(pool.lease(2) == [])
  }

  @Test func aChangedConnectionIsMadeAsNew() {
    let pool = TestPool { $0.maximum = 1 }
    pool.fill(1)
    #expect(pool.lease(1) == ["give 1 to 1"])
    #expect(pool.lease(2) == [])
    #expect(pool.release(1, .changed) == ["recycle 1"])
    #expect(pool.machine.statistics.opening == 1)
    #expect(pool.ready(1) == ["give 1 to 2"])
    #expect(pool.release(1, .changed) == ["recycle 1"])
    #expect(pool.ready(1) == [])
    #expect(pool.lease(3) == ["give 1 to 3"])
  }

  @Test func whoWaitsIsNotToldThatMakingAsNewFailed() {
    let pool = TestPool { $0.maximum = 1 }
    pool.fill(1)
    _ = pool.lease(1)
    _ = pool.lease(2)
    #expect(pool.release(1, .changed) == ["recycle 1"])
    #expect(pool.closed(1, .handshakeFailed) == ["open 2"])
    #expect(pool.ready(2) == ["give 2 to 2"])
  }

  @Test func aSpoiltConnectionIsReplaced() {
    let pool = TestPool { $0.maximum = 1 }
    pool.fill(1)
    _ = pool.lease(1)
    _ = pool.lease(2)
    #expect(pool.release(1, .spoilt) == ["close 1", "open 2"])
    // It says so itself, a little later.
    #expect(pool.closed(1) == [])
    #expect(pool.ready(2) == ["give 2 to 2"])
    // Nobody waits: nothing is opened.
    #expect(pool.release(2, .spoilt) == ["close 2"])
    #expect(pool.machine.total == 0)
  }

  @Test func oneThatBreaksWhileItIsLentMakesRoom() {
    let pool = TestPool { $0.maximum = 1 }
    pool.fill(1)
    _ = pool.lease(1)
    _ = pool.lease(2)
    #expect(pool.closed(1) == ["open 2"])
    // Its user knows nothing yet.
    #expect(pool.release(1) == [])
    #expect(pool.ready(2) == ["give 2 to 2"])
  }

  @Test func nothingIsGivenBackTwice() {
    let pool = TestPool()
    pool.fill(1)
    _ = pool.lease(1)
    #expect(pool.release(1) == [])
    #expect(pool.release(1, .changed) == [])
    #expect(pool.release(9) == [])
    #expect(pool.ready(1) == [])
    #expect(pool.probed(1, ok: false) == [])
    #expect(pool.machine.statistics.idle == 1)
  }

  // MARK: Those who go away

  @Test func whoWentAwayGetsNothing() {
    let pool = TestPool { $0.maximum = 1 }
    pool.fill(1)
    _ = pool.lease(1)
    for number in 2...4 { #expect(pool.lease(number) == []) }
    pool.leave(2)
    pool.leave(3)
    #expect(pool.release(1) == ["dismiss 2", "dismiss 3", "give 1 to 4"])
    #expect(pool.machine.waiting == 0)
  }

  @Test func aConnectionForSomebodyWhoWentAwayIsKept() {
    let pool = TestPool()
    #expect(pool.lease(1) == ["open 1"])
    pool.leave(1)
    #expect(pool.noteGone(1) == ["dismiss 1"])
    #expect(pool.ready(1) == [])
    #expect(pool.lease(2) == ["give 1 to 2"])
  }

  @Test func whoIsGoneAlreadyDoesNotEvenWait() {
    let pool = TestPool()
    let waiter = TestWaiter(1)
    waiter.isGone = true
    pool.machine.lease(waiter, now: pool.now)
    #expect(pool.actions() == ["dismiss 1"])
    #expect(pool.machine.total == 0)
  }

  @Test func theLineIsClearedOnceThatIsWorthTheWork() {
    let pool = TestPool { $0.maximum = 1 }
    pool.fill(1)
    _ = pool.lease(0)
    for number in 1...40 { _ = pool.lease(number) }
    for number in 1...20 { pool.leave(number) }
    #expect(pool.noteGone(20) == [])
    #expect(pool.machine.waiting == 20)
    for number in 21...30 { pool.leave(number) }
    #expect(pool.noteGone(30).count == 30)
    #expect(pool.machine.waiters.count == 10)
    #expect(pool.machine.waiting == 10)
    #expect(pool.release(1) == ["give 1 to 31"])
  }

  // MARK: The end

  @Test func closingEndsEverything() {
    let pool = TestPool { $0.maximum = 3 }
    pool.fill(2)
    _ = pool.lease(1)
    _ = pool.lease(2)
    #expect(pool.release(2) == [])
    _ = pool.lease(3)
    _ = pool.lease(4)
    #expect(pool.lease(5) == [])
    #expect(
      pool.close() == [
        "fail 4: the client was closed", "fail 5: the client was closed", "close 1", "close 2", "close 3",
      ])
    #expect(pool.ready(3) == [])
    #expect(pool.release(2) == [])
    #expect(pool.lease(6) == ["fail 6: the client was closed"])
    #expect(pool.wake() == [])
    #expect(pool.warmUp() == [])
    #expect(pool.close() == [])
    #expect(pool.machine.wakeUp == .never)
  }
}
