/// How the numbers that several nodes give, or their lists of numbers in turn, become one.
enum NumberFold {
  case sum, minimum, maximum
  /// Of what is not zero, or is true.
  case and, or

  /// - Throws: ``RedisError`` with code `unexpectedReply` if they are not numbers, or not equally many, or too large together.
  func fold(_ frames: [[UInt8]]) throws(RedisError) -> [UInt8] {
    var total: Row?
    for frame in frames {
      let row = try Row(frame)
      guard let sum = total else {
        total = row
        continue
      }
      guard row.isList == sum.isList, row.numbers.count == sum.numbers.count else {
        throw .unexpected("as many numbers from each node", got: "\(sum.numbers.count) and \(row.numbers.count)")
      }
      var numbers: [Int] = []
      for (one, other) in zip(sum.numbers, row.numbers) {
        guard let number = fold(one, other) else { throw .unexpected("a sum that fits", got: "a larger one") }
        numbers.append(number)
      }
      total?.numbers = numbers
    }
    return total?.frame(keepsBooleans: self == .and || self == .or) ?? []
  }

  /// Nil if it does not fit.
  private func fold(_ one: Int, _ other: Int) -> Int? {
    switch self {
    case .sum:
      let (sum, isTooLarge) = one.addingReportingOverflow(other)
      return isTooLarge ? nil : sum
    case .minimum: return min(one, other)
    case .maximum: return max(one, other)
    case .and: return one != 0 && other != 0 ? 1 : 0
    case .or: return one != 0 || other != 0 ? 1 : 0
    }
  }

  /// One node's number or numbers.
  private struct Row {
    var isList = false
    var isBoolean = false
    var numbers: [Int] = []

    init(_ frame: [UInt8]) throws(RedisError) {
      self = try frame.read { reader throws(RedisError) in try Row(&reader) }
    }

    private init(_ reader: inout RESPReader) throws(RedisError) {
      let kind = try reader.peekKind()
      isList = kind == .array || kind == .set
      for index in 0..<(isList ? try reader.readArrayHeader() : 1) {
        do throws(RedisError) {
          isBoolean = try reader.peekKind() == .boolean
          numbers.append(isBoolean ? try reader.readBool() ? 1 : 0 : try reader.readInt())
        } catch {
          throw isList ? error.at(.index(index)) : error
        }
      }
      try reader.expectEnd()
    }

    func frame(keepsBooleans: Bool) -> [UInt8] {
      var frame = isList ? RawAggregate.header(UInt8(ascii: "*"), numbers.count) : []
      for number in numbers {
        frame += isBoolean && keepsBooleans ? (number != 0 ? "#t\r\n" : "#f\r\n").utf8 : ":\(number)\r\n".utf8
      }
      return frame
    }
  }
}
