import Foundation
import Testing

@testable import RedisBench

@Suite struct ReportTests {
  private func round(_ ours: Int, of reference: Double) -> Round {
    Round(
      ours: Measurement(
        operations: ours, seconds: 1, cpuSeconds: 0.5, p50Microseconds: 12.5, p99Microseconds: 99),
      reference: reference)
  }

  private var results: [WorkloadResult] {
    [
      WorkloadResult(
        name: "get-1", round: round(50_000, of: 100_000), command: #"bench "a\b""#),
      WorkloadResult(name: "get-50", round: round(0, of: 0), command: "bench"),
    ]
  }

  @Test func jsonHasTheFieldsThatOthersRead() throws {
    let data = Data(ResultJSON.text(results).utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let workloads = try #require(json["workloads"] as? [[String: Any]])
    let first = try #require(workloads.first)
    #expect(workloads.count == 2)
    #expect(first["name"] as? String == "get-1")
    #expect(first["opsPerSecond"] as? Double == 50_000)
    #expect(first["cpuMicrosecondsPerOperation"] as? Double == 10)
    #expect(first["p50Microseconds"] as? Double == 12.5)
    #expect(first["p99Microseconds"] as? Double == 99)
    #expect(first["ratio"] as? Double == 0.5)
    let reference = try #require(first["reference"] as? [String: Any])
    #expect(reference["command"] as? String == #"bench "a\b""#)
    #expect(reference["opsPerSecond"] as? Double == 100_000)
  }

  @Test func tableLinesAreEquallyWide() {
    let lines = ResultTable.text(results).split(separator: "\n").prefix(4)
    #expect(Set(lines.map(\.count)).count == 1)
  }

  @Test func chartEscapes() {
    let result = WorkloadResult(name: "a<b&c", round: round(1, of: 2), command: "")
    #expect(Chart.svg([result]).contains(">a&lt;b&amp;c<"))
  }

  @Test func theMedianRoundIsReported() {
    let rounds = [round(9, of: 10), round(1, of: 10), round(500, of: 1000)]
    #expect(Round.median(rounds)?.reference == 1000)
    #expect(Round.median([]) == nil)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1234567.8, "1,234,568"), (-1000, "-1,000")])
  func numbersAreGrouped(_ value: Double, _ text: String) {
    #expect(Format.grouped(value) == text)
  }
}
