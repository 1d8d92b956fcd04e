/// Hash slots of a cluster, as runs of them.
public struct SlotSet: Sendable, Hashable {
  /// In the server's order.
  public var ranges: [ClosedRange<Int>]

  public init(ranges: [ClosedRange<Int>] = []) { self.ranges = ranges }

  public var isEmpty: Bool { ranges.isEmpty }
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }
  public func contains(_ slot: Int) -> Bool { ranges.contains { $0.contains(slot) } }

  /// What `5` or `10-20` stands for, nil if there are no such slots.
  static func range(_ word: some StringProtocol) -> ClosedRange<Int>? {
    let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count <= 2, let start = ends.first ?? nil, let end = ends.last ?? nil else { return nil }
    return start <= end && end < slotCount ? start...end : nil
  }

  private static let slotCount = 16384
}

extension SlotSet: RESPDecodable {
  /// From a text such as `0-5 7`.
  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init()
    for word in try reader.readRepairedText().split(whereSeparator: { $0 == " " || $0 == "," }) {
      guard let range = Self.range(word) else { throw .unexpected("slots", got: "other text") }
      ranges.append(range)
    }
  }
}

extension SlotSet: CustomStringConvertible {
  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
  }
}
