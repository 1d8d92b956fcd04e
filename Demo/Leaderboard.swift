import TypedRedis

/// Players by their points, in a sorted set.
struct Leaderboard {
  let redis: Redis
  let key = "demo:leaderboard"

  /// Gives a player points and says how many they have now.
  func award(_ points: Double, to player: String) async throws(RedisError) -> Double {
    try await redis.zincrby(key: key, increment: points, member: player)
  }

  /// The best players, the very best first.
  func top(_ count: Int) async throws(RedisError) -> [ScoredMember<String>] {
    try await redis.zrangeWithScores(
      key: key, start: 0, stop: count - 1, reverse: true, as: String.self)
  }

  /// A player's place, 1 for the best. Nil for who never played.
  func place(of player: String) async throws(RedisError) -> Int? {
    try await redis.zrevrank(key: key, member: player).map { $0 + 1 }
  }
}

func showLeaderboard(_ redis: Redis) async throws {
  let board = Leaderboard(redis: redis)
  try await redis.del(keys: [board.key])

  let added = try await redis.zadd(
    key: board.key,
    members: [("Ada", 310), ("Grace", 290), ("Edsger", 275), ("Barbara", 255), ("Alan", 180)])
  print("  \(added) players join")

  // A hundred games at a time. They share one connection, and leave in few writes.
  try await withThrowingTaskGroup(of: Void.self) { games in
    for game in 0..<100 {
      games.addTask { _ = try await board.award(game.isMultiple(of: 4) ? 3 : 0, to: "Alan") }
    }
    try await games.waitForAll()
  }
  let points = try await board.award(7.5, to: "Barbara")
  print("  Alan wins 25 of 100 games, Barbara has \(points) points now")

  for (index, player) in try await board.top(3).enumerated() {
    print("  \(index + 1). \(player.member), \(player.score) points")
  }
  for player in ["Edsger", "Linus"] {
    let place = try await board.place(of: player)
    print("  \(player) \(place.map { "is number \($0)" } ?? "never played")")
  }
}
