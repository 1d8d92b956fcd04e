import RedisTransport

/// Keeps what this process has from being taken over: what takes long here is no reason for that.
///
/// In a task of its own, since it may wait neither for reads nor for the handlers, which may go on when their task was cancelled.
struct EntryKeeper: Sendable {
  let work: ConsumerWork

  /// Goes on until the task is cancelled.
  func run() async {
    guard let minIdleTime = work.options.minIdleTime?.saturatedNanoseconds else { return }
    let interval = max(1_000_000, minIdleTime / 3)
    var backoff = Backoff()
    var generator = SystemRandomNumberGenerator()
    var pause = interval
    while true {
      try? await Task.sleep(nanoseconds: min(pause, 3_600_000_000_000))
      if Task.isCancelled { return }
      do throws(RedisError) {
        try await extend()
        backoff.reset()
        pause = interval
      } catch {
        if Task.isCancelled { return }
        work.observe(.interrupted(error))
        pause = backoff.next(atMost: interval, using: &generator)
      }
    }
  }

  /// Once. What has become somebody else's is not held any more.
  func extend() async throws(RedisError) {
    for (stream, key) in work.streams.enumerated() {
      let held = work.held.entries(of: stream)
      guard !held.isEmpty else { continue }
      let owned = try await OwnedEntries(stream: key, ids: held.map(\.id)).claim(work)
      for entry in held where !owned.contains(entry.id) {
        work.held.remove(HeldEntries.Key(stream: stream, id: entry.id), entry.generation)
      }
    }
  }
}
