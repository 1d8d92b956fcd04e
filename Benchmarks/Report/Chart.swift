import Foundation

/// A bar for every workload: how typed-redis compares to redis-benchmark.
enum Chart {
  private static let width = 760.0
  private static let left = 130.0
  private static let right = 250.0
  private static let top = 64.0
  private static let rowHeight = 34.0

  /// Says early that a chart cannot be written, not after minutes of measuring.
  static func checkWritable(_ path: String) throws(BenchError) {
    guard let file = fopen(path, "a") else {
      throw BenchError("--svg: cannot write to \(path): \(String(cString: strerror(errno)))")
    }
    fclose(file)
  }

  static func write(_ results: [WorkloadResult], to path: String) throws {
    try svg(results).write(toFile: path, atomically: true, encoding: .utf8)
  }

  static func svg(_ results: [WorkloadResult]) -> String {
    let height = top + Double(results.count) * rowHeight + 24
    // The line at 1 is always within, with some air to its right.
    let most = max(1.1, results.map(\.round.ratio).max() ?? 0)
    let scale = (width - left - right) / most
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
      font-family="system-ui, sans-serif" font-size="13">
      """,
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      text(16, 26, "typed-redis against redis-benchmark", "font-size=\"16\" font-weight=\"600\""),
      text(16, 46, "operations per second, as a share of redis-benchmark's", "fill=\"#57606a\""),
    ]
    for (row, result) in results.enumerated() {
      lines += bar(result, y: top + Double(row) * rowHeight, scale: scale)
    }
    let one = left + scale
    lines.append(
      """
      <line x1="\(number(one))" y1="\(number(top - 4))" x2="\(number(one))" \
      y2="\(number(height - 22))" stroke="#57606a" stroke-dasharray="4 3"/>
      """)
    lines.append(
      text(one, height - 8, "redis-benchmark = 1", "fill=\"#57606a\" text-anchor=\"middle\""))
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  private static func bar(_ result: WorkloadResult, y: Double, scale: Double) -> [String] {
    let round = result.round
    let length = round.ratio * scale
    // A short bar has no room for its number.
    let label =
      length > 50
      ? text(left + 8, y + 17, Format.fixed(round.ratio, 2), "fill=\"#ffffff\" font-weight=\"600\"")
      : text(left + length + 8, y + 17, Format.fixed(round.ratio, 2), "font-weight=\"600\"")
    let rates =
      "\(Format.grouped(round.ours.opsPerSecond))/s of \(Format.grouped(round.reference))/s"
    return [
      text(left - 10, y + 17, result.name, "text-anchor=\"end\""),
      """
      <rect x="\(number(left))" y="\(number(y + 2))" width="\(number(length))" \
      height="22" rx="3" fill="#2f6f9f"/>
      """,
      label,
      text(width - right + 16, y + 17, rates, "fill=\"#24292f\""),
    ]
  }

  private static func text(
    _ x: Double, _ y: Double, _ content: String, _ attributes: String
  ) -> String {
    let escaped = content.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return "<text x=\"\(number(x))\" y=\"\(number(y))\" \(attributes)>\(escaped)</text>"
  }

  private static func number(_ value: Double) -> String { Format.fixed(value, 1) }
}
