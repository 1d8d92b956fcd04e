import RedisTransport

/// A client for a Redis or Valkey cluster.
///
/// It has every command that ``Redis`` has, and sends each to the node that has its keys; what concerns several nodes is carried
/// out by them together, as the specification says of the command:
///
///     let cluster = try await RedisCluster.connect("redis://node1:7000,node2:7000")
///     try await cluster.set(key: "greeting", value: "hello")
///     let values = try await cluster.mget(keys: ["greeting", "another"])  // from two nodes, perhaps
///     let count = try await cluster.dbsize()                              // of all primaries together
///     cluster.close()
///
/// Keys of one command that cannot be split have to be in one slot, as `{user:1}:name` and `{user:1}:visits` are; otherwise it fails
/// with code ``RedisError/Code/crossSlot`` before anything is sent. The client follows slots that move and primaries that change,
/// within the deadlines of the commands.
///
/// A small value over shared connections, like ``Redis``: copy it, pass it to tasks, keep it.
public struct RedisCluster: RedisClient {
  let core: ClusterCore
  private let router: CommandRouter
  /// What this value does otherwise than its copies.
  public var settings = CallSettings()

  /// Where and how its commands run.
  public var context: CommandContext { CommandContext(router: router, settings: settings) }

  /// Whether commands go to the nodes that have their keys.
  var isUntargeted: Bool { router === core }

  private init(_ core: ClusterCore, _ router: CommandRouter, _ settings: CallSettings = CallSettings()) {
    self.core = core
    self.router = router
    self.settings = settings
  }

  /// Makes a client that connects with its first command. With options that are wrong, every command fails with the error of
  /// ``RedisClusterOptions/validate()``.
  public init(_ options: RedisClusterOptions) {
    let core = ClusterCore(options)
    self.init(core, core)
  }

  /// Connects to the cluster that the nodes belong to which a URL names.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for a wrong URL, `unsupported` if they are no cluster, else why none of them
  ///   tells who serves what.
  public static func connect(_ url: String) async throws(RedisError) -> RedisCluster {
    try await connect(RedisClusterOptions(url: url))
  }

  /// Connects as the options say: asks the seeds who serves what.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for wrong options, `unsupported` if the seeds are no cluster, and why none of
  ///   them tells who serves what within `connectTimeout`.
  public static func connect(_ options: RedisClusterOptions) async throws(RedisError) -> RedisCluster {
    try options.validate()
    let cluster = RedisCluster(options)
    if !options.node.connectsLazily {
      do {
        try await cluster.core.awaitMap(within: options.node.connectTimeout)
      } catch {
        cluster.close()
        throw error
      }
    }
    return cluster
  }

  /// Where the client does its input and output, for all nodes.
  public var executor: EventLoop { core.loop }

  /// What becomes of the connections to all nodes, from now on. Ends when the client is closed. Whoever takes them too slowly loses
  /// the oldest beyond 1024.
  public var events: AsyncStream<RedisConnectionEvent> { core.events.watch() }

  /// What becomes of all of the client's subscriptions, from now on. Ends when the client is closed. Whoever takes them too slowly
  /// loses the oldest beyond 1024.
  public var subscriptionEvents: AsyncStream<RedisSubscriptionEvent> { core.subscriptions?.watchers.watch() ?? AsyncStream { $0.finish() } }

  /// Closes the connections to all nodes. Commands that wait fail with code `clientClosed`, as do later ones.
  public func close() { core.close() }

  /// The same client with another destination for its commands, whatever their keys are.
  ///
  ///     try await cluster.with(target: .allNodes).configResetstat()
  ///     let info = try await cluster.with(target: .node(node.endpoint)).info()
  ///
  /// Where several nodes carry a command out, their replies become one as the specification says; see
  /// ``run(_:target:)`` for a reply from each. Nothing is answered from memory (``withCache(_:)``).
  public func with(target: RedisClusterTarget) -> RedisCluster {
    RedisCluster(core, TargetRouter(core, target), settings)
  }

  /// The nodes of the cluster, as the client knows them now: each primary, followed by its replicas.
  ///
  /// - Throws: ``RedisError`` if it is not known within `connectTimeout`.
  public func nodes() async throws(RedisError) -> [RedisClusterNode] {
    try await core.awaitMap(within: core.options.node.connectTimeout)
    return await core.onLoop(\.described)
  }

  /// A client for one node, on the connections that the cluster's client has to it. What it says about slots that it does not serve
  /// is an error there. Closing it closes these connections. It has no part in the cluster's cache, if there is one.
  ///
  /// - Throws: ``RedisError`` with code `invalidArgument` if there is no such node.
  public func client(of endpoint: Endpoint) async throws(RedisError) -> Redis {
    try await core.awaitMap(within: core.options.node.connectTimeout)
    guard let node = await core.onLoop({ $0.nodes[endpoint] }) else { throw .noSuchNode(endpoint) }
    var redis = node.redis
    redis.settings = settings
    return redis.withoutCache()
  }

  /// Runs a command on each node of a destination, and gives what became of it there.
  ///
  ///     for (node, info) in try await cluster.run(Commands.INFO(), target: .allPrimaries) { print(node.endpoint, try info.get().memory.used) }
  ///
  /// - Throws: ``RedisError`` if the nodes are not known within `connectTimeout`, or there is no such node.
  public func run<C: RedisCommand>(
    _ command: C, target: RedisClusterTarget
  ) async throws(RedisError) -> [(node: RedisClusterNode, result: Result<C.Response, RedisError>)] {
    let nodes = try await nodes(of: target)
    return try await context.forgettingChanges(by: command) {
      await withTaskGroup(of: (Int, Result<C.Response, RedisError>).self) { group in
        for (number, node) in nodes.enumerated() {
          group.addTask {
            do throws(RedisError) {
              return (number, .success(try await client(of: node.endpoint).run(command)))
            } catch {
              return (number, .failure(error))
            }
          }
        }
        let results = await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        return nodes.enumerated().compactMap { number, node in results[number].map { (node, $0) } }
      }
    }
  }

  private func nodes(of target: RedisClusterTarget) async throws(RedisError) -> [RedisClusterNode] {
    let nodes = try await nodes()
    switch target.kind {
    case .allNodes: return nodes
    case .allPrimaries: return nodes.filter { !$0.isReplica }
    case .allReplicas: return nodes.filter(\.isReplica)
    case .node(let endpoint):
      guard let node = nodes.first(where: { $0.endpoint == endpoint }) else { throw .noSuchNode(endpoint) }
      return [node]
    case .slot(let slot):
      return nodes.filter { !$0.isReplica && $0.slots.contains { $0.contains(Int(slot)) } }
    }
  }
}
