/// What a reply decodes to when a transaction made it wait: the real one comes as an element of what `EXEC` returns.
public struct QueuedReply: Sendable, Hashable {
  /// They are all equal.
  public init() {}

  /// The status that stands for it.
  static let status: StaticString = "QUEUED"

  /// Whether a reply is only that status. One that is given as it came may be any status.
  static func stands<C: RedisCommand>(for reply: RESPValue, to command: C.Type) -> Bool {
    guard C.Response.self != RESPValue.self, case .simpleString(let text) = reply else { return false }
    return text == "QUEUED"
  }
}

extension RedisCommand {
  /// The whole reply, for a callback: it never sees the status of a transaction.
  static func readReply(_ reader: inout RESPReader) throws(RedisError) -> RESPValue {
    let reply = try reader.readValue()
    if QueuedReply.stands(for: reply, to: Self.self) { throw .queued }
    return reply
  }
}
