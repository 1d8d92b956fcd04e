/// Says of arguments that came later than their command since when they are there.
struct LaterVersions {
  private let command: CommandSpec

  init(_ command: CommandSpec) { self.command = command }

  /// "6.2.0", or "Redis 8.4.0 and Valkey 8.1.0" where the servers differ; nil for what is as old as the command.
  func since(_ argument: ArgumentSpec) -> String? {
    if argument.servers.isEmpty {
      guard let version = argument.since, version.isLaterVersion(than: command.since) else {
        return nil
      }
      return version
    }
    let versions = [("redis", "Redis"), ("valkey", "Valkey")].compactMap { key, name in
      argument.servers[key].map { "\(name) \($0)" }
    }
    return versions.isEmpty ? nil : versions.joined(separator: " and ")
  }
}

extension String {
  /// Whether this version comes after `other`. What is not a version comes before all.
  func isLaterVersion(than other: String) -> Bool {
    let numbers = { (version: String) in version.split(separator: ".").map { Int($0) ?? 0 } }
    return numbers(other).lexicographicallyPrecedes(numbers(self))
  }
}
