/// A user and what it may do, as rules that make the same user again.
public struct ACLRules: Sendable, Hashable {
  public var user: RedisBytes
  /// Such as `on`, `~cache:*`, `+@read` or `(+get ~other:*)`.
  public var rules: [RedisBytes]

  public init(user: RedisBytes, rules: [RedisBytes]) {
    self.user = user
    self.rules = rules
  }
}

extension ACLRules: RESPDecodable {
  /// From `user`, a name, and rules. The rules of a selector are in parentheses, and one rule together.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let words = try reader.readBytes().bytes.split(separator: UInt8(ascii: " "))
    guard words.count >= 2, words[0].elementsEqual("user".utf8) else {
      throw .unexpected("a user and rules", got: "other text")
    }
    self.init(user: RedisBytes(words[1]), rules: [])
    var isInSelector = false
    for word in words.dropFirst(2) {
      if isInSelector {
        rules[rules.count - 1].bytes += [UInt8(ascii: " ")] + word
      } else {
        rules.append(RedisBytes(word))
        isInSelector = word.first == UInt8(ascii: "(")
      }
      if word.last == UInt8(ascii: ")") { isInSelector = false }
    }
  }
}

extension ACLRules: CustomStringConvertible {
  /// The line as the server writes it.
  public var description: String { (["user", "\(user)"] + rules.map(\.description)).joined(separator: " ") }
}
