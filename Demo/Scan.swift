import TypedRedis

/// Looks at every key of a kind without asking for all of them at once, and goes on where somebody stopped.
func showScan(_ redis: Redis) async throws {
  try await redis.mset(entries: (0..<2000).map { ("demo:scan:\($0)", $0) })

  var cursor = ScanCursor.start
  var seen: Set<String> = []
  for try await page in redis.scanKeys(matching: "demo:scan:*", count: 300, as: String.self).pages {
    seen.formUnion(page.elements)
    cursor = page.cursor
    if seen.count >= 500 { break }
  }
  print("  the first pages have \(seen.count) keys, and the server knows where to go on")

  for try await key in redis.scanKeys(matching: "demo:scan:*", count: 300, from: cursor, as: String.self) { seen.insert(key) }
  print("  with the rest there are \(seen.count)")
  try await redis.unlink(keys: Array(seen))
}
