/// Commands as they are sent, one behind the other.
enum FramedCommands {
  /// Where each of them is. What is no command ends the list.
  static func split(_ bytes: [UInt8]) -> [Range<Int>] {
    bytes.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      var ranges: [Range<Int>] = []
      while !reader.isAtEnd {
        let start = reader.position
        do throws(RedisError) { try reader.skip() } catch { break }
        ranges.append(start..<reader.position)
      }
      return ranges
    }
  }
}

extension [UInt8] {
  /// The command that is there.
  func frame(_ range: Range<Int>) -> [UInt8] { Array(dropFirst(range.lowerBound).prefix(range.count)) }
}
