/// What becomes of a save or a rewrite that a server does in the background.
public enum BackgroundJob: Sendable, Hashable {
  case started
  /// It begins when another one ends.
  case scheduled
  case cancelled
  /// An answer that this version does not know.
  case other(String)
}

extension BackgroundJob: RESPDecodable {
  /// From a sentence, of which the last word tells.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let text = try reader.readRepairedText()
    switch text.split(separator: " ").last {
    case "started": self = .started
    case "scheduled": self = .scheduled
    case "cancelled": self = .cancelled
    default: self = .other(text)
    }
  }
}
