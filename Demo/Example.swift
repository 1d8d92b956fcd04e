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
    Example(name: "scripts", title: "Seats that are sold once, with a script and a function", run: showScripts),
    Example(name: "locks", title: "A ledger behind a lock, and an oven with a semaphore", run: showLocks),
    Example(name: "rate-limits", title: "Calls that a sliding window limits", run: showRateLimits),
    Example(name: "scan", title: "A look at many keys, page by page", run: showScan),
    Example(name: "orders", title: "Orders, in a stream with a group of consumers", run: showOrders),
    Example(name: "monitor", title: "What the server does, in a monitor", run: showMonitor),
    Example(name: "cache", title: "Prices, cached in the program and always fresh", run: showCache),
  ]
}
