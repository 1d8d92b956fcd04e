/// Where a server listens.
public enum Endpoint: Sendable, Hashable, CustomStringConvertible {
  case tcp(host: String, port: Int)
  case unix(path: String)

  /// What a certificate has to be for, and who is asked for; empty for a socket's path.
  package var host: String {
    switch self {
    case .tcp(let host, _): host
    case .unix: ""
    }
  }

  public var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}
