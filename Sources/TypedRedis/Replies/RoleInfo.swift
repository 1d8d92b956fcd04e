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
      host = try reader.readString()
      port = try reader.readInt()
      offset = try reader.readInt()
    }
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count > 0 else { throw .unexpected("a role", got: "an empty list") }
    let name = try reader.readString()
    var read = count
    switch (name, count) {
    case ("master", 3...):
      self = .primary(offset: try reader.readInt(), replicas: try [Replica](from: &reader))
      read = 3
    case ("slave", 5...):
      self = .replica(
        host: try reader.readString(), port: try reader.readInt(), state: try reader.readString(),
        offset: try reader.readUnless(-1) { reader throws(RedisError) in try reader.readInt() })
      read = 5
    case ("sentinel", 2...):
      self = .sentinel(primaries: try [RedisBytes](from: &reader))
      read = 2
    default:
      var fields: [RESPValue] = []
      for _ in 1..<count { fields.append(try reader.readValue()) }
      self = .other(name: name, fields: fields)
    }
    // A newer server may append fields.
    for _ in read..<count { try reader.skip() }
  }
}
