import Foundation
import TypedRedis

// A small program that uses Redis for three things. Scripts/demo gives it a server of its own.
let url = CommandLine.arguments.dropFirst().first ?? "redis://localhost:6379"
do {
  let redis = try await Redis.connect(url)
  defer { redis.close() }
  try await showLeaderboard(redis)
  try await showSessions(redis)
  try await showWorkQueue(redis)
} catch {
  print("The demo failed: \(error)")
  exit(1)
}
