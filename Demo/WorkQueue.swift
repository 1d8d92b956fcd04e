import TypedRedis

/// Jobs that one task hands to another through two lists, of which one goes first.
struct WorkQueue {
  let redis: Redis
  let urgent = "demo:jobs:urgent"
  let ordinary = "demo:jobs"

  func add(_ jobs: [String], urgently: Bool = false) async throws(RedisError) {
    try await redis.rpush(key: urgently ? urgent : ordinary, elements: jobs)
  }

  /// The next job; waits for one. Nil if there was none for that long.
  func next(within seconds: Double) async throws(RedisError) -> (job: String, isUrgent: Bool)? {
    // Waiting takes a connection of its own, by itself: nobody else's commands are held up.
    let popped = try await redis.blpop(
      keys: [urgent, ordinary], timeout: seconds, as: String.self)
    return popped.map { ($0.element, $0.key == urgent) }
  }
}

func showWorkQueue(_ redis: Redis) async throws {
  let queue = WorkQueue(redis: redis)
  try await redis.del(keys: [queue.urgent, queue.ordinary])

  try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask {
      print("  worker: waiting for jobs")
      while let (job, isUrgent) = try await queue.next(within: 0.5) {
        print("  worker: \(job)\(isUrgent ? ", at once" : "")")
        try await Task.sleep(for: .milliseconds(40))
      }
      print("  worker: nothing for half a second, going home")
    }
    tasks.addTask {
      try await Task.sleep(for: .milliseconds(150))
      print("  office: three letters to write")
      try await queue.add(["letter to Ada", "letter to Grace", "letter to Alan"])
      try await Task.sleep(for: .milliseconds(60))
      print("  office: and a telegram")
      try await queue.add(["telegram to Edsger"], urgently: true)
    }
    try await tasks.waitForAll()
  }
}
