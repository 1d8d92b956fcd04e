/// What a server does in replication, with the state of that role.
public enum RoleInfo: RESPDecodable, Hashable {
  /// Takes writes; `offset` counts the bytes of its replication stream.
  case primary(offset: Int, replicas: [Replica])
  /// Follows a primary. `state` is `none`, `connect`, `connecting`, `handshake`, `sync` or
  /// `connected`; `offset` is nil before the first synchronisation.
  case replica(host: String, port: Int, state: String, offset: Int?)
  /// Watches over these primaries.
  case sentinel(primaries: [RedisBytes])
  /// A role that this version does not know.
  case other(name: String, fields: [RESPValue])

  /// A replica as its primary sees it.
  public struct Replica: RESPRecord, Hashable {
    public var host: String
    public var port: Int
    /// The last offset that it acknowledged.
    public var offset: Int

    public static var fieldCount: Int { 3 }

    public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
      guard count >= 3 else { throw .unexpected("host, port and offset", got: "\(count) fields") }
      host = try reader.readField("host")
      port = try reader.readField("port")
      offset = try reader.readField("offset")
    }
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count > 0 else { throw .unexpected("a role", got: "an empty list") }
    let name: String = try reader.readField("name")
    var read = count
    switch (name, count) {
    case ("master", 3...):
      self = .primary(offset: try reader.readField("offset"), replicas: try reader.readField("replicas"))
      read = 3
    case ("slave", 5...):
      self = .replica(
        host: try reader.readField("host"), port: try reader.readField("port"),
        state: try reader.readField("state"), offset: try Self.readOffset(from: &reader))
      read = 5
    case ("sentinel", 2...):
      self = .sentinel(primaries: try reader.readField("primaries"))
      read = 2
    default:
      var fields: [RESPValue] = []
      for _ in 1..<count { fields.append(try reader.readValue()) }
      self = .other(name: name, fields: fields)
    }
    // A newer server may append fields.
    for _ in read..<count { try reader.skip() }
  }

  private static func readOffset(from reader: inout RESPReader) throws(RedisError) -> Int? {
    let offset: Int = try reader.readField("offset")
    return offset == -1 ? nil : offset
  }
}
