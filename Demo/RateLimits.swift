import TypedRedis

/// Three calls within any 300 milliseconds, whoever makes them.
func showRateLimits(_ redis: Redis) async throws {
  let limiter = redis.rateLimiter("demo:calls", limit: 3, per: .milliseconds(300))
  for call in 1...5 {
    var answer = try await limiter.take(for: "ada")
    if !answer.isAllowed {
      print("  call \(call): again after \(answer.retryAfter / .milliseconds(1)) ms")
      try await Task.sleep(for: answer.retryAfter)
      answer = try await limiter.take(for: "ada")
    }
    print("  call \(call): \(answer.isAllowed ? "let through" : "refused"), \(answer.remaining) more now")
  }
}
