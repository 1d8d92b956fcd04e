/// Whether a user may run a command.
public enum ACLVerdict: RESPDecodable, Hashable {
  case allowed
  /// The server's explanation repeats the words it was asked about, so it is bytes.
  case denied(reason: RedisBytes)

  public var isAllowed: Bool { self == .allowed }

  public init(from reader: inout RESPReader) throws(RedisError) {
    let text = try reader.readBytes()
    self = text == "OK" ? .allowed : .denied(reason: text)
  }
}
