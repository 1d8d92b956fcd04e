/// The results for a person.
enum ResultTable {
  private static let titles = [
    "workload", "typed-redis/s", "reference/s", "ratio", "CPU us/op", "p50 us", "p99 us",
  ]

  static func text(_ results: [WorkloadResult]) -> String {
    let rows = [titles] + results.map(cells)
    let widths = titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        // Names to the left, numbers to the right.
        return column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
    let line = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    lines.insert(line, at: 1)
    lines += ["", "references:"]
    lines += results.map { "  \($0.name): \($0.command)" }
    return lines.joined(separator: "\n")
  }

  private static func cells(_ result: WorkloadResult) -> [String] {
    let ours = result.round.ours
    return [
      result.name, Format.grouped(ours.opsPerSecond), Format.grouped(result.round.reference),
      Format.fixed(result.round.ratio, 2), Format.fixed(ours.cpuMicrosecondsPerOperation, 2),
      Format.fixed(ours.p50Microseconds, 1), Format.fixed(ours.p99Microseconds, 1),
    ]
  }
}
