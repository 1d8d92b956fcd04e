import TypedRedis

/// What things cost, looked up very often and changed now and then, by other programs too.
struct PriceList {
  let redis: Redis

  private func key(_ article: String) -> String { "demo:price:\(article)" }

  func price(of article: String) async throws(RedisError) -> Int? {
    try await redis.get(key: key(article), as: Int.self)
  }

  func set(_ price: Int, for article: String) async throws(RedisError) {
    try await redis.set(key: key(article), value: price)
  }
}

func showCache(_ redis: Redis) async throws {
  let cached = try redis.withCache()
  let shop = PriceList(redis: cached)
  // Somebody else, who has no cache.
  let office = PriceList(redis: redis)
  for (article, price) in [("tea", 4), ("coffee", 5), ("cake", 7)] { try await office.set(price, for: article) }

  for _ in 0..<10_000 {
    for article in ["tea", "coffee", "cake"] { _ = try await shop.price(of: article) }
  }
  if let statistics = cached.cache?.statistics {
    print("  30,000 looks at prices: \(statistics.misses) questions to the server, \(statistics.hits) answers from memory")
  }

  try await shop.set(6, for: "coffee")
  print("  the shop makes coffee dearer, and sees \(try await shop.price(of: "coffee") ?? 0) at once")

  try await office.set(3, for: "tea")
  var looks = 1
  while try await shop.price(of: "tea") != 3 {
    looks += 1
    await Task.yield()
  }
  print("  the office makes tea cheaper, and the shop sees it after \(looks) looks")
}
