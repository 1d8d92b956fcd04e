import RedisTransport
import Testing

@testable import TypedRedis

@Suite struct ConsumerMachineTests {
  private static let second: UInt64 = 1_000_000_000
  private static let broken = RedisError(.connectionClosed, "gone")
  private static let noGroup = RedisError(server: ServerError(line: "NOGROUP No such key"))

  private func time(_ seconds: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: UInt64(seconds * Double(Self.second)))
  }

  private func machine(
    streams: Int = 1, minIdleTime: UInt64? = 60 * second, recreatesGroup: Bool = false
  ) -> ConsumerMachine {
    ConsumerMachine(
      ConsumerMachine.Settings(streams: streams, minIdleTime: minIdleTime, recreatesGroup: recreatesGroup),
      now: time(0))
  }

  /// One that has seen to everything that comes before new entries.
  private func serving(recreatesGroup: Bool = false) -> ConsumerMachine {
    var machine = machine(recreatesGroup: recreatesGroup)
    machine.groupIsThere()
    machine.tookOver(upTo: nil, now: time(0))
    _ = machine.next(now: time(0), room: 1)
    machine.tookOver(upTo: nil, now: time(0))
    return machine
  }

  @Test func theOrderOfThings() {
    var machine = machine(streams: 2)
    #expect(!machine.isPrepared)
    #expect(machine.next(now: time(0), room: 8) == .createGroup(stream: 0, isLost: false))
    machine.groupIsThere()
    #expect(machine.next(now: time(0), room: 8) == .createGroup(stream: 1, isLost: false))
    machine.groupIsThere()
    #expect(machine.isPrepared)
    #expect(machine.next(now: time(0), room: 8) == .takeOver(.init(stream: 0, isOwn: true), count: 8))
    machine.tookOver(upTo: "5-0", now: time(0))
    #expect(machine.next(now: time(0), room: 3) == .takeOver(.init(stream: 0, isOwn: true, after: "5-0"), count: 3))
    machine.tookOver(upTo: nil, now: time(0))
    #expect(machine.next(now: time(0), room: 3) == .takeOver(.init(stream: 1, isOwn: true), count: 3))
    machine.tookOver(upTo: nil, now: time(0))
    #expect(machine.next(now: time(0), room: 3) == .takeOver(.init(stream: 0, isOwn: false), count: 3))
    machine.tookOver(upTo: nil, now: time(0))
    #expect(machine.next(now: time(0), room: 3) == .takeOver(.init(stream: 1, isOwn: false), count: 3))
    machine.tookOver(upTo: nil, now: time(0))
    #expect(machine.next(now: time(0), room: 8) == .read(count: 4, milliseconds: 5000))
    #expect(machine.next(now: time(0), room: 1) == .read(count: 1, milliseconds: 5000))
  }

  @Test func readsEndWhenSomethingElseIsDue() {
    var machine = serving()
    #expect(machine.next(now: time(20), room: 1) == .read(count: 1, milliseconds: 5000))
    #expect(machine.next(now: time(28), room: 1) == .read(count: 1, milliseconds: 2000))
    // Never 0, which would be forever.
    #expect(machine.next(now: time(29.9999), room: 1) == .read(count: 1, milliseconds: 1))
    #expect(machine.next(now: time(30), room: 1) == .takeOver(.init(isOwn: false), count: 1))
  }

  @Test func withoutRoomNothingIsRead() {
    var machine = serving()
    #expect(machine.next(now: time(5), room: 0) == .waitForDemand)
    #expect(machine.next(now: time(35), room: 0) == .waitForDemand)
    #expect(machine.next(now: time(35), room: 2) == .takeOver(.init(isOwn: false), count: 2))
  }

  @Test func nothingIsTakenOverIfThatIsNotWanted() {
    var machine = machine(minIdleTime: nil)
    machine.groupIsThere()
    #expect(machine.next(now: time(0), room: 1) == .takeOver(.init(isOwn: true), count: 1))
    machine.tookOver(upTo: nil, now: time(0))
    #expect(machine.next(now: time(1_000_000), room: 1) == .read(count: 1, milliseconds: 5000))
  }

  /// What was delivered over a connection that broke is pending, and nobody here knows.
  @Test func afterABreakItsOwnEntriesComeAgain() {
    var machine = serving()
    var generator = SystemRandomNumberGenerator()
    #expect(machine.failed(Self.broken, now: time(1), using: &generator))
    guard case .pause(let nanoseconds) = machine.next(now: time(1), room: 1) else {
      Issue.record("no pause")
      return
    }
    #expect(nanoseconds <= 5_000_000)
    #expect(machine.next(now: time(2), room: 1) == .takeOver(.init(isOwn: true), count: 1))
    // Pauses get longer, and do not end.
    for _ in 0..<100 { machine.failed(Self.broken, now: time(2), using: &generator) }
    guard case .pause(let longer) = machine.next(now: time(2), room: 1) else {
      Issue.record("no pause")
      return
    }
    #expect(longer > 500_000_000)
  }

  @Test func aLostGroupIsAnErrorOrMadeAgain() {
    var generator = SystemRandomNumberGenerator()
    var strict = serving()
    #expect(!strict.failed(Self.noGroup, now: time(1), using: &generator))
    #expect(strict.next(now: time(1), room: 1) == .end(Self.noGroup))
    var lenient = serving(recreatesGroup: true)
    #expect(lenient.failed(Self.noGroup, now: time(1), using: &generator))
    #expect(lenient.next(now: time(2), room: 1) == .createGroup(stream: 0, isLost: true))
    lenient.groupIsThere()
    #expect(lenient.next(now: time(2), room: 1) == .takeOver(.init(isOwn: true), count: 1))
  }

  @Test func whatIsNotPassingIsTheEnd() {
    var generator = SystemRandomNumberGenerator()
    for line in ["WRONGTYPE Operation", "NOPERM no", "ERR what"] {
      var machine = serving()
      let error = RedisError(server: ServerError(line: line))
      #expect(!machine.failed(error, now: time(1), using: &generator))
      #expect(machine.next(now: time(1), room: 1) == .end(error))
    }
    for line in ["LOADING", "READONLY", "UNBLOCKED", "OOM", "BUSY", "MASTERDOWN"] {
      var machine = serving()
      #expect(machine.failed(RedisError(server: ServerError(line: "\(line) x")), now: time(1), using: &generator))
    }
    // A reply that is too large would be so again, a queue that is full will not be for long.
    let large = RedisError(.limitExceeded, "too much")
    var machine = serving()
    #expect(machine.failed(large.markingUnsent(), now: time(1), using: &generator))
    #expect(!machine.failed(large, now: time(1), using: &generator))
    #expect(!machine.failed(large.markingMayHaveBeenApplied(), now: time(1), using: &generator))
  }

  @Test func placesInAStream() throws {
    let place = try #require(StreamPlace("5-18446744073709551615"))
    #expect(place.next.id == "6-0")
    #expect(try #require(StreamPlace("5-3")).next.id == "5-4")
    #expect(try #require(StreamPlace("18446744073709551615-18446744073709551615")).next == StreamPlace("18446744073709551615-18446744073709551615"))
    #expect(try #require(StreamPlace("5-10")) > #require(StreamPlace("5-9")))
    for text in ["", "5", "5-", "-5", "a-b", "5-6-7", "-1-0"] { #expect(StreamPlace(text) == nil) }
  }
}
