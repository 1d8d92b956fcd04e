import Foundation
import RedisTransport

/// The URL of a server that is asked for its commands: `redis://user:password@host:port/database`, `rediss://…` for TLS,
/// `unix:///path`.
///
/// After a question mark: `protocol=2` (or 3), `tls_verify=full|certificate|none`, `tls_ca_file=PATH`.
struct ServerAddress: Sendable {
  private(set) var endpoint = Endpoint.tcp(host: "localhost", port: 6379)
  private(set) var user: String?
  private(set) var password: String?
  private(set) var database = 0
  private(set) var tls: TLSOptions?
  private(set) var protocolVersion = 3

  private static let schemes = ["redis", "rediss", "unix", "valkey", "valkeys"]

  /// Whether this is a URL, and no path.
  static func isOne(_ text: String) -> Bool { text.contains("://") }

  static func scheme(of text: String) -> String {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    return schemes.contains(scheme) ? scheme : "redis"
  }

  /// The address without what is secret.
  var name: String {
    switch endpoint {
    case .tcp: "\(tls == nil ? "redis" : "rediss")://\(endpoint)"
    case .unix(let path): "unix://\(path)"
    }
  }

  init(_ text: String) throws(ImportError) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    let scheme = parts.first?.lowercased() ?? ""
    guard parts.count == 2, Self.schemes.contains(scheme) else {
      throw ImportError("expected redis://, rediss:// or unix:// and an address")
    }
    if scheme == "rediss" || scheme == "valkeys" { tls = TLSOptions() }
    let halves = parts[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var rest = halves.first ?? ""
    try readCredentials(&rest)
    if scheme == "unix" { try readSocket(rest) } else { try readServer(rest) }
    guard halves.count > 1 else { return }
    for item in halves[1].split(separator: "&") { try readItem(item) }
  }

  // What a message shows could be part of a password that was not escaped: so messages show nothing.

  private mutating func readCredentials(_ rest: inout Substring) throws(ImportError) {
    guard let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") else { return }
    let information = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    rest = rest[rest.index(after: at)...]
    guard information.count == 2 else { throw ImportError("expected user:password or :password before the @") }
    let name = try Self.decoded(information[0], "user")
    user = name.isEmpty ? nil : name
    password = try Self.decoded(information[1], "password")
  }

  private mutating func readSocket(_ path: Substring) throws(ImportError) {
    guard path.hasPrefix("/") else { throw ImportError("expected an absolute path, as in unix:///run/redis.sock") }
    endpoint = .unix(path: try Self.decoded(path, "path"))
  }

  private mutating func readServer(_ text: Substring) throws(ImportError) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count > 1, !parts[1].isEmpty {
      guard let number = Int(parts[1]), number >= 0 else {
        throw ImportError("the database after the / is not a whole number from 0 up")
      }
      database = number
    }
    var host = parts.first ?? ""
    var port: Substring?
    if host.hasPrefix("["), let close = host.firstIndex(of: "]") {
      let after = host[host.index(after: close)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw ImportError("expected : and a port after the ]") }
      port = after.isEmpty ? nil : after.dropFirst()
      host = host[..<close].dropFirst()
    } else if let colon = host.lastIndex(of: ":") {
      port = host[host.index(after: colon)...]
      host = host[..<colon]
      guard !host.contains(":") else { throw ImportError("an IPv6 address is written in brackets") }
    }
    guard let number = port.map({ Int($0) }) ?? 6379, (1...65_535).contains(number) else {
      throw ImportError("the port is not a number from 1 to 65535")
    }
    let decoded = try Self.decoded(host, "host")
    endpoint = .tcp(host: decoded.isEmpty ? "localhost" : decoded, port: number)
  }

  private mutating func readItem(_ item: Substring) throws(ImportError) {
    let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = try Self.decoded(parts.count > 1 ? parts[1] : "", "query")
    switch parts[0] {
    case "protocol":
      guard let number = Int(value), number == 2 || number == 3 else { throw ImportError("protocol is 2 or 3") }
      protocolVersion = number
    case "tls_verify":
      guard tls != nil, let verification = TLSOptions.Verification(rawValue: value) else {
        throw ImportError("tls_verify is full, certificate or none, and needs rediss://")
      }
      tls?.verification = verification
    case "tls_ca_file":
      guard tls != nil, !value.isEmpty else { throw ImportError("tls_ca_file is a path, and needs rediss://") }
      tls?.trust = [.file(value)]
    default: throw ImportError("after the ? only protocol, tls_verify and tls_ca_file mean something")
    }
  }

  private static func decoded(_ text: Substring, _ part: String) throws(ImportError) -> String {
    guard let decoded = String(text).removingPercentEncoding else {
      throw ImportError("the \(part) has a % that no two hexadecimal digits follow")
    }
    return decoded
  }
}
