import TestSupport
import TypedRedis

/// The error that `body` throws; nil if it throws none.
func failure(
  _ body: @Sendable () async throws -> some Sendable
) async -> RedisError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? RedisError ?? RedisError(.unsupported, "not a RedisError: \(error)")
  }
}

/// Tries until it succeeds, for as long as it may take on a slow machine. Throws what it failed with last.
func eventually<Value: Sendable>(
  _ body: @Sendable () async throws -> Value
) async throws -> Value {
  let deadline = ContinuousClock.now + .seconds(30)
  while true {
    do {
      return try await body()
    } catch {
      guard .now < deadline else { throw error }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}

/// How some durations are distributed, in milliseconds.
func distribution(_ durations: [Duration]) -> String {
  let sorted = durations.map { Int($0 / .microseconds(1)) }.sorted()
  guard let least = sorted.first, let most = sorted.last else { return "none" }
  func at(_ share: Double) -> String { milliseconds(sorted[Int(Double(sorted.count - 1) * share)]) }
  return "least \(milliseconds(least)), half \(at(0.5)), 99 % \(at(0.99)), most \(milliseconds(most)) ms"
}

private func milliseconds(_ microseconds: Int) -> String { "\(Double(microseconds / 100) / 10)" }
