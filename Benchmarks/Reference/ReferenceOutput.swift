/// Reads what redis-benchmark printed, in any of its formats.
enum ReferenceOutput {
  /// Operations per second, or nil if that is nowhere in the text.
  static func opsPerSecond(in text: String) -> Double? {
    // Progress is overwritten in place with carriage returns.
    let lines = text.split(whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" })
    return csv(lines) ?? plain(lines)
  }

  /// `--csv`: a line of column names since Redis 6.2, before that only "name","rate".
  private static func csv(_ lines: [Substring]) -> Double? {
    var column: Int?
    var found: Double?
    for line in lines where line.hasPrefix("\"") {
      let cells = CSVLine.cells(of: line)
      if let index = cells.firstIndex(of: "rps") {
        column = index
      } else if let column, column < cells.count, let rate = Double(cells[column]) {
        found = rate
      } else if column == nil, cells.count == 2, let rate = Double(cells[1]) {
        found = rate
      }
    }
    return found
  }

  /// `-q` and the long form: "…: 123.45 requests per second", the last one counts.
  private static func plain(_ lines: [Substring]) -> Double? {
    let unit = ["requests", "per", "second"]
    var found: Double?
    for line in lines {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
      for index in words.indices where words[index...].dropFirst().starts(with: unit) {
        if let rate = Double(words[index]) { found = rate }
      }
    }
    return found
  }
}
