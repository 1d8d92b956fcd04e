import Synchronization
import TypedRedis

/// Something to measure: what it reads or writes, how, and what redis-benchmark is told to do.
struct Workload: Sendable {
  let name: String
  /// How many tasks run `body`.
  let tasks: Int
  let key: String
  /// Whether the connection is secured. On a server of its own, unless the one that was named speaks TLS anyway.
  var isSecure = false
  /// Where its tasks run, whatever was asked for.
  var executor: Options.Executor?
  /// Other keys that it uses.
  var furtherKeys: [String] = []
  /// The client that its tasks use, made of the one that all workloads have.
  var client: @Sendable (Redis) throws -> Redis = { $0 }
  let reference: ReferenceLoad
  /// Puts the data there and makes sure that it comes back as it should.
  var prepare: @Sendable (Redis) async throws -> Void = { _ in }
  /// One task's loop: the code that a user would write, with nothing in between.
  var body: @Sendable (Redis, Meter) async throws -> Void = { _, _ in }
  /// What takes the place of both on a cluster of its own; nil for one server.
  var cluster: ClusterWork?

  static let all: [Workload] = [
    .get(tasks: 1), .get(tasks: 50), .get(tasks: 500), .set, .list, .hash, .large, .secureGet(tasks: 50),
    .cachedGet,
    .pipeline(of: 100), .pipeline(of: 1000),
    .pubsub, .clusterGet(tasks: 50),
  ]

  /// Nobody's data but ours.
  static let keyPrefix = "redis-bench:"

  static func check(_ isRight: Bool) throws(BenchError) {
    guard isRight else { throw BenchError("the server gave another value than it was given") }
  }
}

/// What is done with a cluster.
struct ClusterWork: Sendable {
  /// Puts the data there and makes sure that it comes back as it should.
  let prepare: @Sendable (RedisCluster) async throws -> Void
  /// One task's loop.
  let body: @Sendable (RedisCluster, Meter) async throws -> Void
}

/// Tells tasks apart.
final class Counter: Sendable {
  private let count = Atomic(0)
  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max }
}
