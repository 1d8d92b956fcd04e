/// That enough sentinels can be reached to declare a primary down and to replace it.
public struct SentinelQuorum: Sendable, Hashable {
  /// How many can be reached, this one included.
  public var usableSentinels: Int

  public init(usableSentinels: Int) { self.usableSentinels = usableSentinels }
}

extension SentinelQuorum: RESPDecodable {
  /// From a sentence whose second word is the number.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let words = try reader.readRepairedText().split(separator: " ")
    guard words.count > 1, let number = Int(words[1]) else { throw .unexpected("a number of sentinels", got: "other text") }
    usableSentinels = number
  }
}
