/// Waits until then.
///
/// - Throws: `cancelled` as soon as the task is.
func pause(until instant: ContinuousClock.Instant) async throws(RedisError) {
  do {
    try await Task.sleep(until: instant, clock: .continuous)
  } catch {
    throw .taskCancelled
  }
}
