/// A run of hash slots, its primary and as many replicas as follow.
public struct ClusterSlotRange: RESPDecodable, Hashable {
  public var start: Int
  public var end: Int
  /// Nil if the server names no node at all.
  public var primary: Node?
  public var replicas: [Node]

  public var slots: ClosedRange<Int> { start...max(start, end) }

  /// A node as clients should reach it.
  public struct Node: RESPDecodable, Hashable {
    /// The preferred endpoint; nil means the host that the question was sent to.
    public var host: String?
    public var port: Int
    public var id: String
    /// Further endpoints, such as `hostname` or `ip`.
    public var metadata: [String: String]

    public init(from reader: inout RESPReader) throws(RedisError) {
      let count = try reader.readArrayHeader()
      guard count >= 3 else { throw .unexpected("host, port and ID", got: "\(count) fields") }
      // A node that does not know its own address yet says so with an empty one.
      host = try reader.readField("host", as: String?.self).flatMap { $0.isEmpty ? nil : $0 }
      port = try reader.readField("port")
      id = try reader.readField("id")
      metadata = count > 3 ? try reader.readField("metadata") : [:]
      for _ in 4..<max(4, count) { try reader.skip() }
    }
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count >= 2 else { throw .unexpected("start, end and nodes", got: "\(count) fields") }
    start = try reader.readField("start")
    end = try reader.readField("end")
    var nodes: [Node] = []
    for index in 2..<count {
      do throws(RedisError) {
        nodes.append(try Node(from: &reader))
      } catch {
        throw error.at(.index(index))
      }
    }
    primary = nodes.first
    replicas = Array(nodes.dropFirst())
  }
}
