import TypedRedis

/// One of the small programs.
struct Example: Sendable {
  let name: String
  let title: String
  let run: @Sendable (Redis) async throws -> Void

  static let all: [Example] = [
    Example(name: "leaderboard", title: "A leaderboard, in a sorted set", run: showLeaderboard),
    Example(name: "sessions", title: "A session store, in hashes that expire", run: showSessions),
    Example(name: "work-queue", title: "A work queue, in lists with a blocking pop", run: showWorkQueue),
    Example(name: "pipeline", title: "A shop, in a pipeline and transactions", run: showPipeline),
    Example(name: "newsroom", title: "A newsroom, with channels and patterns", run: showNewsroom),
  ]
}
