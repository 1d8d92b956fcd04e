import Board
import Counters
import TypedRedis

/// Calls commands of two modules of one's own on a server that has them: `Example URL`.
@main struct Example {
  static func main() async throws {
    let redis = try await Redis.connect(CommandLine.arguments.last ?? "redis://localhost:6379")
    defer { redis.close() }

    try await redis.countersAdd(key: "visits", amount: 3)
    let (sum, counters) = try await redis.pipeline()
      .countersAdd(key: "visits", amount: 4)
      .countersRead(keys: ["visits", "none"], as: Int.self)
      .execute()
    print("pipeline:", sum, counters)
    print("sum:", try await redis.counterSum(of: ["visits", "none"]))

    let scores = try await redis.transaction()
      .boardRaise(key: "board", amount: 10, player: "ada")
      .boardRaise(key: "board", amount: 12, player: "grace")
      .execute()
    print("transaction:", scores)
    let best = try await redis.boardRangeWithScores(key: "board", first: 0, last: -1, reverse: true, as: String.self)
    for entry in best { print(entry.player, entry.score) }

    let doubled = redis.withResponseCallback(for: Commands.COUNTERS_READ.self) { _, reply in
      (reply.array ?? []).map { value in value.int.map { RedisBytes("\($0 * 2)") } }
    }
    print("callback:", try await doubled.countersRead(keys: ["visits"]).map { $0?.string ?? "nil" })

    CommandCatalog.register(.counters)
    CommandCatalog.register(.board)
    print("catalog:", CommandCatalog.lookup(["BOARD.RANGE", "board", "0", "1", "WITHSCORES"])?.description ?? "unknown")
  }
}
