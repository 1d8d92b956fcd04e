import RESP
import Testing

@Suite struct UnixTimeTests {
  @Test func convertsUnits() {
    #expect(UnixTime(seconds: 5).milliseconds == 5000)
    #expect(UnixTime(milliseconds: 5999).seconds == 5)
    #expect(UnixTime(milliseconds: -1).seconds == -1)
    #expect(UnixTime(milliseconds: -1000).seconds == -1)
    #expect(UnixTime(seconds: 1) < UnixTime(milliseconds: 1001))
  }

  @Test func addsDurations() {
    #expect(UnixTime(seconds: 5) + .milliseconds(250) == UnixTime(milliseconds: 5250))
    #expect(UnixTime(seconds: 5) - .milliseconds(250) == UnixTime(milliseconds: 4750))
    #expect(UnixTime(seconds: 5) + .seconds(-6) == UnixTime(seconds: -1))
  }

  @Test func staysWithinItsRange() {
    #expect(UnixTime(seconds: .max).milliseconds == .max)
    #expect(UnixTime(seconds: .min).milliseconds == .min)
    #expect((UnixTime(milliseconds: .max) + .seconds(1)).milliseconds == .max)
    #expect((UnixTime(milliseconds: .max) + .milliseconds(1)).milliseconds == .max)
    #expect((UnixTime(milliseconds: .min) - .milliseconds(1)).milliseconds == .min)
    #expect((UnixTime(milliseconds: 0) + .seconds(Int64.max)).milliseconds == .max)
    #expect(
      (UnixTime(milliseconds: 0) - Duration(secondsComponent: .min, attosecondsComponent: 0)).milliseconds == .max)
    let longest = Duration.seconds(Int64.max) * 2
    #expect((UnixTime(milliseconds: 0) + longest).milliseconds == .max)
    #expect((UnixTime(milliseconds: 0) - longest).milliseconds == .min)
    #expect(RESPTimeUnit.seconds.respValue(of: longest) == .integer(.max))
    #expect(UnixTime(milliseconds: .min).seconds == Int.min / 1000 - 1)
  }

  @Test func knowsNow() {
    let now = UnixTime.now
    #expect(now > UnixTime(seconds: 1_700_000_000))
    #expect(UnixTime.now >= now)
  }
}
