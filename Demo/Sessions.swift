import TypedRedis

/// Who is logged in: one hash per session, which the server forgets after a while.
struct SessionStore {
  let redis: Redis
  var lifetime: Duration = .seconds(30 * 60)

  struct Session {
    var user: String
    var visits: Int
  }

  private func key(_ token: String) -> String { "demo:session:\(token)" }

  /// Begins a session and gives its secret name.
  func open(user: String) async throws(RedisError) -> String {
    let token = String(UInt64.random(in: .min ... .max), radix: 36)
    try await redis.hset(key: key(token), fields: [("user", user), ("visits", "0")])
    try await prolong(token)
    return token
  }

  /// The session of that name, if it is not over.
  func find(_ token: String) async throws(RedisError) -> Session? {
    let fields = try await redis.hgetall(key: key(token), as: String.self)
    guard let user = fields["user"], let visits = fields["visits"].flatMap({ Int($0) }) else {
      return nil
    }
    return Session(user: user, visits: visits)
  }

  /// Counts a visit and starts the session's time anew.
  func visit(_ token: String) async throws(RedisError) {
    try await redis.hincrby(key: key(token), field: "visits", increment: 1)
    try await prolong(token)
  }

  /// The time that is left.
  func rest(_ token: String) async throws(RedisError) -> Duration {
    try await redis.ttl(key: key(token)).duration ?? .zero
  }

  private func prolong(_ token: String) async throws(RedisError) {
    let milliseconds = Int(lifetime / .milliseconds(1))
    try await redis.pexpire(key: key(token), milliseconds: milliseconds)
  }
}

func showSessions(_ redis: Redis) async throws {
  let store = SessionStore(redis: redis)
  let token = try await store.open(user: "ada")
  try await store.visit(token)
  try await store.visit(token)
  if let session = try await store.find(token) {
    let rest = try await store.rest(token)
    print("  \(session.user) came \(session.visits) times, the session ends in \(rest.components.seconds) seconds")
  }

  let hasty = SessionStore(redis: redis, lifetime: .milliseconds(150))
  let short = try await hasty.open(user: "grace")
  print("  a session of 150 ms: \(try await hasty.find(short) == nil ? "gone" : "there")")
  try await Task.sleep(for: .milliseconds(250))
  print("  250 ms later: \(try await hasty.find(short) == nil ? "gone" : "there")")
}
