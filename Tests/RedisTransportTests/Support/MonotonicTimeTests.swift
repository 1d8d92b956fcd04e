import Testing

@testable import RedisTransport

@Suite struct MonotonicTimeTests {
  @Test func neverOverflows() {
    let late = MonotonicTime(nanoseconds: .max - 5)
    #expect(late.advanced(byNanoseconds: 10) == .never)
    #expect(late.advanced(by: .seconds(Int64.max)) == .never)
    #expect(MonotonicTime(nanoseconds: 3).nanoseconds(since: MonotonicTime(nanoseconds: 9)) == 0)
  }

  @Test(arguments: [
    (Duration.seconds(2), UInt64(2_000_000_000)), (.nanoseconds(-4), 0), (.zero, 0),
    (.milliseconds(1500), 1_500_000_000), (.seconds(Int64.max), .max),
    (.seconds(Int64.max) * 2, .max), (.seconds(Int64.min) * 2, 0),
  ]) func durationsSaturate(_ duration: Duration, _ nanoseconds: UInt64) {
    #expect(duration.saturatedNanoseconds == nanoseconds)
  }
}
