import TestSupport
import Testing
import TypedRedis

/// A kind of client on real servers, for tests that are the same for all kinds.
struct SuiteSubject: Sendable, CustomTestStringConvertible {
  enum Topology: String, CaseIterable, Sendable {
    /// ``Redis``, one server.
    case single = "one server"
    /// ``RedisCluster``, three primaries with a replica each.
    case cluster
    /// The client for the present primary that ``RedisSentinel`` has.
    case sentinel = "sentinels"
  }

  let topology: Topology
  let binary: ServerBinary

  /// Every kind, on the oldest and on the newest server there are.
  static let all = Topology.allCases.flatMap { topology in
    ServerBinary.forTopologies.map { SuiteSubject(topology: topology, binary: $0) }
  }

  var testDescription: String { "\(topology.rawValue), \(binary)" }

  /// Whether keys are on several servers.
  var isCluster: Bool { topology == .cluster }

  /// Runs `body` with a client, and names for keys that nobody else uses. Servers are shared by tests.
  func run(_ body: @Sendable (any RedisClient, SuiteKeys) async throws -> Void) async throws {
    let (redis, sentinel) = try await connect()
    defer {
      redis.close()
      sentinel?.close()
    }
    try await body(redis, SuiteKeys(prefix: "suite:\(UInt32.random(in: 0 ... .max))"))
  }

  /// How each server is connected to: the two kinds of servers in different protocols, so that each topology has both.
  private var options: RedisOptions {
    var options = RedisOptions()
    options.protocolVersion = binary.kind == .redis ? .resp2 : .resp3
    return options
  }

  private func connect() async throws -> (any RedisClient, RedisSentinel?) {
    switch topology {
    case .single:
      var options = options
      options.endpoint = .tcp(host: "127.0.0.1", port: try await RealServer.common(binary).port)
      return (try await Redis.connect(options), nil)
    case .cluster:
      let cluster = try await RealCluster.shared(binary)
      var clusterOptions = RedisClusterOptions(seeds: cluster.endpoints)
      clusterOptions.node = options
      return (try await RedisCluster.connect(clusterOptions), nil)
    case .sentinel:
      let sentinels = try await SharedSentinels.common(binary)
      var sentinelOptions = try RedisSentinelOptions(url: sentinels.url())
      sentinelOptions.primary.protocolVersion = options.protocolVersion
      let sentinel = try await RedisSentinel.connect(sentinelOptions)
      return (sentinel.primary, sentinel)
    }
  }
}

/// Names of keys.
struct SuiteKeys: Sendable {
  let prefix: String

  /// In any slot.
  func callAsFunction(_ name: String) -> String { "\(prefix):\(name)" }

  /// All of them in one slot.
  func together(_ name: String) -> String { "{\(prefix)}:\(name)" }

  /// So many, in many slots.
  func many(_ count: Int, _ name: String = "many") -> [String] { (0..<count).map { "\(prefix):\(name):\($0)" } }
}

/// Sentinels that no test disturbs.
actor SharedSentinels {
  private static let all = SharedSentinels()

  private var tasks: [ServerBinary: Task<RealSentinels, any Error>] = [:]

  static func common(_ binary: ServerBinary) async throws -> RealSentinels { try await all.task(binary).value }

  private func task(_ binary: ServerBinary) -> Task<RealSentinels, any Error> {
    if let task = tasks[binary] { return task }
    var plan = RealSentinels.Plan()
    // A busy machine must not make it seem dead.
    plan.downAfter = .seconds(60)
    let wanted = plan
    let task = Task { try await RealSentinels.started(binary, wanted) }
    tasks[binary] = task
    return task
  }
}
