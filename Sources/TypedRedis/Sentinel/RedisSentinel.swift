import RedisTransport

/// A primary and its replicas, watched over by Redis Sentinels or Valkey Sentinels, which say where they are.
///
///     let sentinel = try await RedisSentinel.connect("redis+sentinel://s1:26379,s2:26379,s3:26379/main")
///     try await sentinel.primary.set(key: "greeting", value: "hello")
///     let greeting = try await sentinel.replicas.get(key: "greeting", as: String.self)
///
/// ``primary`` and ``replicas`` are clients as any other one. When the sentinels have made another server the primary, all of their
/// connections go there at once, leases and subscriptions included; what was sent to the former primary and not answered within a
/// short time is treated as after a broken connection. A server that a connection was made to has to say of itself that it is
/// what it is used as, before anything is sent to it.
///
/// The sentinels are asked at each connect, and listened to meanwhile. Those that were not given are found by asking the others.
public struct RedisSentinel: Sendable {
  /// Runs commands on the primary, whichever server that is.
  public let primary: Redis
  /// Runs commands on replicas: each connection goes to the next one of them. It connects when it is first used. What was written
  /// shortly before may not be there yet, and writing is refused at once (`READONLY`).
  ///
  /// With several shared connections (`replica.multiplexedConnections` of the options) reads are spread over the replicas.
  public let replicas: Redis
  let agent: SentinelAgent

  /// Makes a client that connects with its first command. With options that are wrong, every command fails with the error of
  /// ``RedisSentinelOptions/validate()``.
  public init(_ options: RedisSentinelOptions) {
    let agent = SentinelAgent(options)
    let primary = RedisCore(options.primary, adapting: { $0.ask(agent.findPrimary, and: agent.verifyPrimary) })
    let replicas = RedisCore(
      options.replicaOptions,
      adapting: {
        $0.ask(agent.findReplica, and: agent.verifyReplica)
        $0.expectsReadOnly = true
      })
    agent.serve(primary: primary, replicas: replicas)
    self.agent = agent
    self.primary = Redis(primary)
    self.replicas = Redis(replicas)
  }

  /// Asks the sentinels that a URL names, and connects to the primary. See ``RedisSentinelOptions/init(url:)``.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for a wrong URL or if no sentinel knows the primary's name, else why there is no
  ///   connection.
  public static func connect(_ url: String) async throws(RedisError) -> RedisSentinel {
    try await connect(RedisSentinelOptions(url: url))
  }

  /// Asks the sentinels where the primary is, and connects to it, unless the primary's options say that it is to be done later.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for wrong options or if no sentinel knows the primary's name, and why there
  ///   is no connection within the primary's `connectTimeout`.
  public static func connect(_ options: RedisSentinelOptions) async throws(RedisError) -> RedisSentinel {
    try options.validate()
    let sentinel = RedisSentinel(options)
    if !options.primary.connectsLazily {
      do {
        try await sentinel.primary.core.connect()
      } catch {
        sentinel.close()
        throw error
      }
    }
    return sentinel
  }

  // MARK: What there is

  /// Where the primary is, as far as is known; nil before the first connection.
  public var primaryEndpoint: Endpoint? { agent.state.withLock { $0.view.present } }

  /// Asks the sentinels which replicas can be read from at present.
  ///
  /// - Throws: ``RedisError`` if no sentinel answers.
  public func replicaEndpoints() async throws(RedisError) -> [Endpoint] { try await agent.findReplicas() }

  /// The sentinels that are known: those that were given, and those that were found.
  public var sentinels: [RedisSentinelMember] {
    agent.start()
    return agent.clients.map { RedisSentinelMember(endpoint: $0.endpoint, redis: $0.redis) }
  }

  /// What becomes of the primary, the replicas and the sentinels, from now on. Each sequence has all events, and ends when this is
  /// closed. Whoever takes them too slowly loses the oldest beyond 1024.
  public var events: AsyncStream<RedisSentinelEvent> { agent.events.watch() }

  /// Closes both clients, and the connections to the sentinels. Commands that wait fail with code `clientClosed`, as do later ones.
  public func close() {
    primary.close()
    replicas.close()
    agent.close()
  }
}

/// One sentinel that a ``RedisSentinel`` knows.
public struct RedisSentinelMember: Sendable {
  /// Where it listens.
  public let endpoint: Endpoint
  /// Runs commands on it, such as `sentinelCkquorum(primaryName:)`. It is closed with the ``RedisSentinel``.
  public let redis: Redis
}

extension ConnectionOptions {
  /// - Parameters:
  ///   - find: where to connect to.
  ///   - verify: throws if that is not what it should be. The user's own preparation comes after it.
  fileprivate mutating func ask(
    _ find: @escaping @Sendable () async throws(RedisError) -> Endpoint,
    and verify: @escaping @Sendable (Connection) async throws(RedisError) -> Void
  ) {
    let ownPreparation = prepare
    resolveEndpoint = find
    prepare = { (connection: Connection) async throws(RedisError) in
      try await verify(connection)
      try await ownPreparation?(connection)
    }
  }
}
