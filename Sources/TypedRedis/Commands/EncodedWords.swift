/// The words of one command as it is sent, in place.
struct EncodedWords {
  private let bytes: UnsafeRawBufferPointer
  /// Where each word is among the bytes.
  private let ranges: [Range<Int>]

  /// - Parameter bytes: what a `CommandEncoder` made of a command, which have to stay where they are.
  init(_ bytes: UnsafeRawBufferPointer) {
    var reader = RESPReader(bytes)
    var ranges: [Range<Int>] = []
    if let count = try? reader.readArrayHeader() {
      ranges.reserveCapacity(count)
      for _ in 0..<count {
        guard let length = try? reader.withBytes({ bytes throws(RedisError) in bytes.count }) else { break }
        // Behind each word is a line end.
        let end = reader.position - 2
        ranges.append(end - length..<end)
      }
    }
    self.bytes = bytes
    self.ranges = ranges
  }

  var count: Int { ranges.count }

  /// Nil if there is no such word.
  func word(at index: Int) -> UnsafeRawBufferPointer? {
    guard ranges.indices.contains(index) else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[ranges[index]])
  }

  func number(at index: Int) -> Int? {
    word(at: index).flatMap { RedisBytes($0).int }
  }

  /// Whether a word is this one, in any case.
  func word(at index: Int, is name: StaticString) -> Bool {
    guard let word = word(at: index) else { return false }
    return name.withUTF8Buffer { FoldedBytes.equal(word, FoldedBytes.upper($0)) }
  }
}
