/// What one line of a text reply says, such as one client of a list of them.
public protocol RESPTextLine: RESPDecodable {
  /// - Parameter line: the line without its end. What is not UTF-8 shows in it as U+FFFD.
  init(line: Substring) throws(RedisError)
}

extension RESPTextLine {
  /// From a string that is one line, with or without its end.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let lines = try reader.readLines()
    guard lines.count <= 1 else { throw .unexpected("one line", got: "\(lines.count)") }
    try self.init(line: lines.first ?? "")
  }
}

extension RESPReader {
  /// A string as a list of what each of its lines says. Empty lines say nothing.
  public mutating func readLines<Line: RESPTextLine>(of type: Line.Type = Line.self) throws(RedisError) -> [Line] {
    var lines: [Line] = []
    for (index, line) in try readLines().enumerated() {
      do throws(RedisError) {
        lines.append(try Line(line: line))
      } catch { throw error.at(.index(index)) }
    }
    return lines
  }

  /// Names that users gave are in such texts, and one that is not UTF-8 must not hide the rest.
  fileprivate mutating func readLines() throws(RedisError) -> [Substring] {
    let text = String(decoding: try readText(expected: "text"), as: UTF8.self)
    // As a character, a CR and an LF together are one.
    return text.utf8.split { $0 == Wire.lineFeed || $0 == Wire.carriageReturn }.map { Substring($0) }
  }
}
