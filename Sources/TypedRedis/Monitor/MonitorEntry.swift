/// One command that the server has executed, as `MONITOR` tells it.
public struct MonitorEntry: Sendable, Hashable {
  /// Where a command came from.
  public enum Client: Sendable, Hashable, CustomStringConvertible {
    /// A client over TCP. The host is an address without brackets: `127.0.0.1`, `::1`.
    case address(host: String, port: Int)
    /// A client over the Unix socket with this path.
    case unixSocket(path: String)
    /// A script or a function.
    case script
    /// What a newer server calls it.
    case other(String)

    /// As the server writes it, with `unix:` before a path.
    public var description: String {
      switch self {
      case .address(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
      case .unixSocket(let path): "unix:\(path)"
      case .script: "lua"
      case .other(let text): text
      }
    }
  }

  /// When it was executed, by the server's clock, to the microsecond.
  public var time: ServerTime
  /// The number of the database that was selected.
  public var database: Int
  public var client: Client
  /// The command's name and its arguments, as they were sent. What the server keeps secret reads `(redacted)`.
  public var words: [RedisBytes]

  public init(time: ServerTime, database: Int, client: Client, words: [RedisBytes]) {
    self.time = time
    self.database = database
    self.client = client
    self.words = words
  }

  /// The command's name as the client wrote it.
  public var name: String { words.first?.description ?? "" }
}
