extension RESPReader {
  /// A string that the server made, with U+FFFD for what is not UTF-8: names that users gave are in such texts, and one
  /// of them must not hide the rest.
  mutating func readRepairedText() throws(RedisError) -> String {
    try withBytes { String(decoding: $0, as: UTF8.self) }
  }
}

extension StringProtocol {
  /// The lines without their ends, empty ones too. Characters will not do: to them CR and LF together are one.
  func splitIntoLines() -> [Substring.UTF8View] {
    Substring(self).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
  }
}
