/// How a primary answers a replica that asks for its replication stream.
public enum ReplicationStart: Sendable, Hashable {
  /// All data follows, then the stream of this ID from this offset.
  case full(id: String, offset: Int)
  /// The stream follows from where the replica left it, under a new ID if there is one.
  case partial(id: String?)
  /// An answer that this version does not know.
  case other(String)
}

extension ReplicationStart: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) {
    let text = try reader.readRepairedText()
    let words = text.split(separator: " ")
    switch words.first?.uppercased() {
    case "FULLRESYNC":
      guard words.count >= 3, let offset = Int(words[2]) else { throw .unexpected("an ID and an offset", got: "other text") }
      self = .full(id: String(words[1]), offset: offset)
    case "CONTINUE": self = .partial(id: words.count > 1 ? String(words[1]) : nil)
    default: self = .other(text)
    }
  }
}
