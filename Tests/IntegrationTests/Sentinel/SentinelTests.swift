import TestSupport
import Testing
import TypedRedis

/// What a Sentinel-backed client finds, on real topologies at rest.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SentinelTests {
  private func lines(_ endpoints: [Endpoint]) -> Set<String> { Set(endpoints.map(\.description)) }

  @Test(arguments: ServerBinary.forTopologies) func findsEverything(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary)
    defer { real.stop() }
    try await fromOneSentinel(real)
    try await quorums(real)
    try await wrongSentinels(real)
    try await remapped(real)
  }

  /// One sentinel is named; the others, the primary and the replicas are found.
  private func fromOneSentinel(_ real: RealSentinels) async throws {
    let client = try await RedisSentinel.connect(real.url(naming: 1))
    defer { client.close() }
    #expect(client.primaryEndpoint == .tcp(host: "127.0.0.1", port: real.serverPorts[0]))
    try await client.primary.set(key: "greeting", value: "hello")
    guard case .primary = try await client.primary.role() else { return #expect(Bool(false), "no primary") }
    let all = lines(real.sentinelPorts.map { .tcp(host: "127.0.0.1", port: $0) })
    try await eventually("not all sentinels are found") { lines(client.sentinels.map(\.endpoint)) == all }
    let replicas = lines(real.serverPorts.dropFirst().map { .tcp(host: "127.0.0.1", port: $0) })
    #expect(try await lines(client.replicaEndpoints()) == replicas)
    try await eventually("the replica has not got it") {
      try await client.replicas.get(key: "greeting", as: String.self) == "hello"
    }
    guard case .replica = try await client.replicas.role() else { return #expect(Bool(false), "no replica") }
    let retried = await client.replicas.statistics().shared.retried
    let refused = await failure { try await client.replicas.set(key: "greeting", value: "no") }
    #expect(refused?.server?.kind == "READONLY")
    #expect(await client.replicas.statistics().shared.retried == retried)
    for member in client.sentinels {
      #expect(try await member.redis.sentinelCkquorum(primaryName: RealSentinels.name).usableSentinels == 3)
    }
    // Leases go to replicas one after the other.
    let ports = try await leasedPorts(client.replicas, 8)
    #expect(ports == Set(real.serverPorts.dropFirst()))
    #expect(try await leasedPorts(client.primary, 4) == [real.serverPorts[0]])
  }

  /// Where so many leases at the same time lead.
  private func leasedPorts(_ redis: Redis, _ count: Int) async throws -> Set<Int> {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<count {
        group.addTask { try await Self.port(redis) }
      }
      return try await group.reduce(into: []) { $0.insert($1) }
    }
  }

  private static func port(_ redis: Redis) async throws -> Int {
    try await redis.withConnection { connection async throws in
      // Long enough for the others to need connections of their own.
      try await Task.sleep(for: .milliseconds(100))
      return try await connection.configGet(parameters: ["port"])["port"].flatMap(\.int) ?? 0
    }
  }

  private func quorums(_ real: RealSentinels) async throws {
    let client = try await RedisSentinel.connect(real.url(query: "quorum=3"))
    defer { client.close() }
    #expect(try await client.primary.ping() == "PONG")
    // Fewer are named than have to agree: the others are found before that fails.
    let found = try await RedisSentinel.connect(real.url(naming: 1, query: "quorum=3&refresh_interval=off"))
    defer { found.close() }
    #expect(try await found.primary.ping() == "PONG")
    let error = await failure { try await RedisSentinel.connect(real.url(query: "quorum=4&connect_timeout=1")) }
    #expect(error?.code == .connectFailed || error?.code == .timedOut)
    #expect(error?.message.contains("4 sentinels have to agree") == true, "\(error?.message ?? "connected")")
  }

  private func wrongSentinels(_ real: RealSentinels) async throws {
    var options = try RedisSentinelOptions(url: real.url())
    options.primaryName = "nobody"
    let unknown = await failure { [options] in try await RedisSentinel.connect(options) }
    #expect(unknown?.code == .invalidConfiguration)
    #expect(unknown?.message.hasPrefix("no sentinel knows a primary of the name \"nobody\"") == true)
    // A server that is no sentinel, and one that is not there.
    options.primaryName = RealSentinels.name
    options.sentinels = [.tcp(host: "127.0.0.1", port: real.serverPorts[1])]
    let none = await failure { [options] in try await RedisSentinel.connect(options) }
    #expect(none?.code == .handshakeFailed, "\(String(describing: none))")
    let (socket, deaf) = try LoopbackSocket.deaf()
    defer { socket.close() }
    options.sentinels = [.tcp(host: "127.0.0.1", port: deaf)]
    let gone = await failure { [options] in try await RedisSentinel.connect(options) }
    #expect(gone?.code == .connectFailed)
    #expect(gone?.message.contains("127.0.0.1:\(deaf) failed") == true, "\(String(describing: gone))")
    // One that is right is enough.
    options.sentinels.append(.tcp(host: "127.0.0.1", port: real.sentinelPorts[0]))
    let client = try await RedisSentinel.connect(options)
    defer { client.close() }
    #expect(try await client.primary.ping() == "PONG")
  }

  /// Addresses that mean something else here, and a sentinel under two names.
  private func remapped(_ real: RealSentinels) async throws {
    let port = real.serverPorts[0]
    let proxy = try FaultProxy(to: port)
    defer { proxy.stop() }
    var options = try RedisSentinelOptions(url: real.url(naming: 1))
    options.sentinels.append(.tcp(host: "localhost", port: real.sentinelPorts[0]))
    options.quorum = 3
    options.remap = { [outside = proxy.port] endpoint in
      endpoint == .tcp(host: "127.0.0.1", port: port) ? .tcp(host: "127.0.0.1", port: outside) : endpoint
    }
    let client = try await RedisSentinel.connect(options)
    defer { client.close() }
    // Three of them are needed, and one of those that were given does not count: the others have to be found.
    #expect(try await client.primary.ping() == "PONG")
    #expect(client.primaryEndpoint == .tcp(host: "127.0.0.1", port: proxy.port))
  }

  @Test(arguments: ServerBinary.forTopologies) func credentials(_ binary: ServerBinary) async throws {
    var plan = RealSentinels.Plan()
    plan.password = "for-servers"
    plan.sentinelPassword = "for-sentinels"
    plan.replicas = 1
    let real = try await RealSentinels.started(binary, plan)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url())
    defer { client.close() }
    try await client.primary.set(key: "greeting", value: "hello")
    try await eventually("the replica has not got it") {
      try await client.replicas.get(key: "greeting", as: String.self) == "hello"
    }
    for wrong in ["sentinel", "server"] {
      var options = try RedisSentinelOptions(url: real.url())
      if wrong == "server" { options.primary.password = "secret" } else { options.sentinel.password = "secret" }
      let error = await failure { [options] in try await RedisSentinel.connect(options) }
      #expect(error?.code == .handshakeFailed, "\(String(describing: error))")
      #expect(error?.description.contains("secret") == false)
    }
  }

  @Test(arguments: ServerBinary.forTopologies.filter(\.hasTLS)) func secured(_ binary: ServerBinary) async throws {
    var plan = RealSentinels.Plan()
    plan.isSecure = true
    plan.replicas = 1
    let real = try await RealSentinels.started(binary, plan)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url(naming: 1))
    defer { client.close() }
    try await client.primary.set(key: "greeting", value: "hello")
    #expect(client.primaryEndpoint == .tcp(host: "127.0.0.1", port: real.serverPorts[0]))
    try await eventually("the replica has not got it") {
      try await client.replicas.get(key: "greeting", as: String.self) == "hello"
    }
    try await eventually("not all sentinels are found") { client.sentinels.count == 3 }
    // The name of the certificate is that of where the sentinels say.
    var options = try RedisSentinelOptions(url: real.url(naming: 1))
    options.remap = { endpoint in
      if case .tcp(_, let port) = endpoint { .tcp(host: "127.0.0.2", port: port) } else { endpoint }
    }
    options.discoversSentinels = false
    let error = await failure { [options] in try await RedisSentinel.connect(options) }
    #expect(error?.code == .connectFailed || error?.code == .handshakeFailed, "\(String(describing: error))")
  }

  /// Without a replica, reads go to the primary, unless that is not wanted.
  @Test(arguments: ServerBinary.forTopologies.prefix(1)) func noReplica(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary, .smallest)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url())
    defer { client.close() }
    #expect(try await client.replicaEndpoints() == [])
    try await client.primary.set(key: "greeting", value: "hello")
    #expect(try await client.replicas.get(key: "greeting", as: String.self) == "hello")
    let strict = try await RedisSentinel.connect(real.url(query: "read_from_primary=false&command_timeout=0.5"))
    defer { strict.close() }
    let error = await failure { try await strict.replicas.get(key: "greeting", as: String.self) }
    #expect(error?.code == .timedOut)
    #expect(error?.message.contains("has no replica") == true, "\(String(describing: error))")
  }

  /// Readers go to the primary while the replica is away, and back to the replica.
  @Test(arguments: ServerBinary.forTopologies.prefix(1)) func replicaComesBack(_ binary: ServerBinary) async throws {
    var plan = RealSentinels.Plan()
    plan.replicas = 1
    let real = try await RealSentinels.started(binary, plan)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url(query: "refresh_interval=1"))
    defer { client.close() }
    try await eventually("the replica is not read from") { try await !Self.isPrimary(client.replicas) }
    real.servers[1].kill()
    // What was under way when it was killed fails: ROLE is not sent again.
    try await eventually("the primary is not read from") { (try? await Self.isPrimary(client.replicas)) == true }
    try await onOwnThread { try real.servers[1].start(until: ["+PONG", "-LOADING"]) }
    try await eventually("the readers stay with the primary") { (try? await Self.isPrimary(client.replicas)) == false }
  }

  private static func isPrimary(_ redis: Redis) async throws -> Bool {
    if case .primary = try await redis.role() { true } else { false }
  }

  /// The last value that uses the topology lets go of everything.
  @Test(arguments: ServerBinary.forTopologies.prefix(1)) func nothingStays(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary, .smallest)
    defer { real.stop() }
    let observer = try await Redis.connect("redis://127.0.0.1:\(real.sentinelPorts[0])?client_name=observer")
    defer { observer.close() }
    var primary: Redis? = try await RedisSentinel.connect(real.url()).primary
    // The rest of it is gone; this goes on, and the sentinel is still listened to.
    #expect(try await primary?.ping() == "PONG")
    try await eventually("nobody listens") { try await observer.clientList().count { ($0.channels ?? 0) > 0 } == 1 }
    primary = nil
    try await eventually("somebody listens") { try await observer.clientList().count { ($0.channels ?? 0) > 0 } == 0 }
    _ = primary
  }
}
