import Testing
import TypedRedis

@Suite struct ExpiryReplyTests {
  private func left(_ reply: RESPValue, _ unit: RESPTimeUnit) throws -> TimeToLive {
    try reply.read { reader throws(RedisError) in try TimeToLive(from: &reader, unit: unit) }
  }

  private func expiry(_ reply: RESPValue, _ unit: RESPTimeUnit) throws -> ExpirationTime {
    try reply.read { reader throws(RedisError) in try ExpirationTime(from: &reader, unit: unit) }
  }

  @Test(arguments: RESPTimeUnit.allCases)
  func twoNumbersAreNoTimes(unit: RESPTimeUnit) throws {
    for reply in [RESPValue.integer(-2), .bulk("-2")] {
      #expect(try left(reply, unit) == .missing)
      #expect(try expiry(reply, unit) == .missing)
    }
    for reply in [RESPValue.integer(-1), .bulk("-1")] {
      #expect(try left(reply, unit) == .persistent)
      #expect(try expiry(reply, unit) == .never)
    }
    #expect(try left(.integer(-1), unit).duration == nil)
    #expect(try expiry(.integer(-2), unit).time == nil)
  }

  @Test func othersCountTheUnit() throws {
    #expect(try left(.integer(90), .seconds) == .remaining(.seconds(90)))
    #expect(try left(.bulk("90"), .milliseconds).duration == .milliseconds(90))
    #expect(try left(.integer(0), .seconds) == .remaining(.zero))
    #expect(try expiry(.integer(90), .seconds) == .at(UnixTime(seconds: 90)))
    #expect(try expiry(.integer(90), .milliseconds).time == UnixTime(milliseconds: 90))
  }

  @Test(arguments: RESPTimeUnit.allCases, [Int.min, -3, -1, -2, 0, 1, 1_700_000_000_123, Int.max])
  func goBackToTheSameNumber(unit: RESPTimeUnit, number: Int) throws {
    let left = try left(.integer(number), unit)
    #expect(try self.left(left.respValue(unit: unit), unit) == left)
    let expiry = try expiry(.integer(number), unit)
    #expect(try self.expiry(expiry.respValue(unit: unit), unit) == expiry)
  }

  @Test(arguments: [RESPValue.null, .bulk("soon"), .double(1.5), .array([])])
  func otherRepliesAreRefused(reply: RESPValue) {
    #expect(throws: RedisError.self) { try left(reply, .seconds) }
    #expect(throws: RedisError.self) { try expiry(reply, .seconds) }
  }
}

extension RESPValue {
  fileprivate func read<T>(_ read: (inout RESPReader) throws(RedisError) -> T) throws(RedisError) -> T {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return try RedisBytes(bytes).withUnsafeBytes { bytes throws(RedisError) in
      var reader = RESPReader(bytes)
      return try read(&reader)
    }
  }
}
