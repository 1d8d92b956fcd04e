import TypedRedis

/// What others do with the server, as it happens.
func showMonitor(_ redis: Redis) async throws {
  try await redis.withMonitor { entries in
    try await redis.set(key: "demo:watched", value: "a \"quoted\"\nword")
    try await redis.del(keys: ["demo:watched"])
    var shown = 0
    for try await entry in entries where entry.words.contains("demo:watched") {
      print("  \(entry.name) \(entry.words.dropFirst().map { "\($0)".debugDescription }.joined(separator: " "))")
      shown += 1
      if shown == 2 { break }
    }
    print("  \(entries.droppedCount) entries were dropped")
  }
}
