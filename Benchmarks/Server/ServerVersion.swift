import TypedRedis

/// Which server is measured.
enum ServerVersion {
  static func describe(_ redis: Redis) async throws -> String {
    let info = try await redis.execute("INFO", "server").string ?? ""
    let values = Dictionary(
      info.split(whereSeparator: \.isNewline).compactMap { line -> (String, String)? in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (String(line[..<colon]), String(line[line.index(after: colon)...]))
      }, uniquingKeysWith: { first, _ in first })
    if let version = values["valkey_version"] { return "server: Valkey \(version)" }
    return "server: Redis \(values["redis_version"] ?? "of unknown version")"
  }
}
