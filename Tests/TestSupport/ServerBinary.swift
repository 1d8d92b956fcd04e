import Foundation


/// A server program found on this machine.
public struct ServerBinary: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable { case redis, valkey }

  public let path: String
  public let kind: Kind
  /// Major, minor, patch.
  public let version: [Int]

  public var description: String {
    "\(kind.rawValue) \(version.map { String($0) }.joined(separator: "."))"
  }


  /// Every server in the folder that `REDIS_SERVERS` names, else the one on the path.
  public static let all: [ServerBinary] = {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["REDIS_SERVERS"], !folder.isEmpty {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.sorted()
        .filter { $0.hasPrefix("redis-server") || $0.hasPrefix("valkey-server") }
        .compactMap { ServerBinary(path: folder + "/" + $0) }
    }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      for name in ["redis-server", "valkey-server"] {
        if let found = ServerBinary(path: "\(folder)/\(name)") { return [found] }
      }
    }
    return []
  }()

  init?(path: String) {
    guard FileManager.default.isExecutableFile(atPath: path),
      let text = GuardedProcess.output(of: path, "--version"),
      let mark = text.range(of: "v=")
    else { return nil }
    self.path = path
    kind = text.lowercased().hasPrefix("valkey") ? .valkey : .redis
    version = text[mark.upperBound...].prefix { $0.isNumber || $0 == "." }
      .split(separator: ".").compactMap { Int($0) }
  }

  /// Whether the server is at least this version, given as the specification writes it.
  public func isAtLeast(_ text: String) -> Bool {
    let wanted = text.split(separator: ".").compactMap { Int($0) }
    for (have, want) in zip(version + [0, 0, 0], wanted) where have != want { return have > want }
    return true
  }
}
