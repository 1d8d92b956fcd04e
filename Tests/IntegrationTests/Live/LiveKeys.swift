import Testing

@testable import TypedRedis

/// Gives the full name of a key of a group.
typealias KeyName = @Sendable (String) -> String

extension Live {
  /// Names for the keys of a group; what an earlier run left of them is removed.
  func freshKeys(_ group: String) async throws -> KeyName {
    let prefix = group + ":"
    // Not through `self`, where these commands would count as tested.
    let old = try await redis.keys(pattern: prefix + "*")
    if !old.isEmpty { try await redis.del(keys: old) }
    return { prefix + $0 }
  }

  /// Runs `body` if a server of this kind and version knows this use of the command.
  ///
  /// - Parameters:
  ///   - redis: the first Redis that does, nil if none.
  ///   - valkey: the first Valkey that does, nil if none.
  func check<C: RedisCommand>(
    _ command: C.Type, redis: String? = nil, valkey: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (Live) async throws -> Void
  ) async {
    if let since = server.binary.kind == .redis ? redis : valkey {
      await check(command, since: since, sourceLocation: sourceLocation, body)
    } else {
      skip(CommandForm(command), "is not used so on \(server)")
    }
  }
}
