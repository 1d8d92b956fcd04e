import RESP
import Testing

/// A duration as a number, and back.
@Suite struct TimeUnitTests {
  private func again(_ duration: Duration, _ unit: RESPTimeUnit) throws -> Duration {
    try reading(unit.respValue(of: duration).written) { reader throws(RedisError) in
      try reader.readDuration(unit: unit)
    }
  }

  @Test func wholeUnitsAreIntegers() {
    #expect(RESPTimeUnit.seconds.respValue(of: .milliseconds(5000)) == .integer(5))
    #expect(RESPTimeUnit.milliseconds.respValue(of: .seconds(-5)) == .integer(-5000))
    #expect(RESPTimeUnit.microseconds.respValue(of: .nanoseconds(5000)) == .integer(5))
    #expect(RESPTimeUnit.seconds.respValue(of: .milliseconds(1500)) == .double(1.5))
    #expect(RESPTimeUnit.milliseconds.respValue(of: .microseconds(-1)) == .double(-0.001))
  }

  @Test(arguments: RESPTimeUnit.allCases, [Int.min, -1001, -1, 0, 1, 999_999, 1_700_000_000, Int.max])
  func integersComeBack(unit: RESPTimeUnit, count: Int) throws {
    let duration = unit.duration(count)
    #expect(unit.respValue(of: duration) == .integer(count))
    #expect(try again(duration, unit) == duration)
    let time = unit.time(count)
    let read = try reading(unit.respValue(of: time).written) { reader throws(RedisError) in
      try reader.readTime(unit: unit)
    }
    #expect(read == time)
  }

  @Test(arguments: RESPTimeUnit.allCases, [0.1, -0.1, 1.1, 123456.789, 1_700_000_000.123456, 1e-9, 1e15, -1e300, .infinity])
  func doublesComeBack(unit: RESPTimeUnit, count: Double) throws {
    let duration = try #require(unit.duration(count))
    #expect(try again(duration, unit) == duration)
  }

  /// Longer than the unit can count, but not than a duration can be.
  @Test func whatDoesNotFitBecomesTheLongest() {
    let longest = Duration(secondsComponent: .max, attosecondsComponent: 999_999_999_999_999_999)
    let shortest = Duration(secondsComponent: .min, attosecondsComponent: -999_999_999_999_999_999)
    for unit in [RESPTimeUnit.milliseconds, .microseconds] {
      #expect(unit.respValue(of: longest) == .integer(.max))
      #expect(unit.respValue(of: shortest) == .integer(.min))
    }
    #expect(RESPTimeUnit.microseconds.respValue(of: UnixTime(milliseconds: .max - 1)) == .integer(.max))
    #expect(RESPTimeUnit.microseconds.respValue(of: UnixTime(milliseconds: .min)) == .integer(.min))
  }
}
