import Testing

@testable import RedisBench

@Suite struct HistogramTests {
  @Test func percentilesAreWithinTwoPercent() {
    var histogram = Histogram()
    for value in 1...100_000 { histogram.record(UInt64(value)) }
    for share in [0.01, 0.5, 0.99, 1] {
      let exact = share * 100_000
      #expect(abs(histogram.percentile(share) - exact) <= exact * 0.02)
    }
  }

  @Test func smallValuesAreExact() {
    var histogram = Histogram()
    for value: UInt64 in [0, 1, 2, 62, 63] { histogram.record(value) }
    #expect(histogram.percentile(0) == 0)
    #expect(histogram.percentile(0.6) == 2)
    #expect(histogram.percentile(1) == 63)
  }

  @Test func anythingFits() {
    var histogram = Histogram()
    #expect(histogram.percentile(0.5) == 0)
    for shift in 0..<64 { histogram.record(UInt64(1) << UInt64(shift)) }
    histogram.record(.max)
    #expect(histogram.count == 65)
    #expect(histogram.percentile(1) > 4e12)
  }
}
