import TestSupport
import Testing
import TypedRedis

/// Answers that say "not now" or "not here", and what the shared client makes of them.
@Suite(.timeLimit(.minutes(2))) struct PassingRefusalTests {
  /// Commands called while the server reads its data succeed when it has.
  @Test(arguments: ServerBinary.all) func aServerThatIsLoading(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary, ["--loading-process-events-interval-bytes", "1024"])
    let redis = try await Redis.connect("\(server.url)?command_timeout=30")
    defer {
      redis.close()
      server.stop()
    }
    for number in 0..<300 { try await redis.set(key: "loaded:\(number)", value: String(repeating: "x", count: 100)) }
    try await redis.execute("SAVE")
    try await server.restart(adding: ["--key-load-delay", "3000"], until: ["-LOADING"])
    async let written: Void = redis.set(key: "loaded:new", value: "written")
    async let read = redis.get(key: "loaded:299", as: String.self)
    #expect(try await read?.count == 100)
    try await written
    #expect(try await redis.get(key: "loaded:new", as: String.self) == "written")
    // A client that begins now waits too.
    try await server.restart(until: ["-LOADING"])
    let late = try await Redis.connect("\(server.url)?command_timeout=30")
    defer { late.close() }
    #expect(try await late.get(key: "loaded:299", as: String.self)?.count == 100)
  }

  /// The error is thrown in the end, and it is the server's.
  @Test func aServerThatLoadsForLongerThanOneWaits() async throws {
    let server = try await RealServer.started(nil, ["--loading-process-events-interval-bytes", "1024"])
    defer { server.stop() }
    let before = try await Redis.connect(server.url)
    for number in 0..<300 { try await before.set(key: "loaded:\(number)", value: String(repeating: "x", count: 100)) }
    try await before.execute("SAVE")
    before.close()
    try await server.restart(adding: ["--key-load-delay", "20000"], until: ["-LOADING"])
    let redis = try Redis(RedisOptions(url: "\(server.url)?command_timeout=0.3&lazy=true"))
    defer { redis.close() }
    let error = await failure { try await redis.get(key: "loaded:1") }
    #expect(error?.server?.kind == "LOADING" || error?.code == .timedOut, "\(String(describing: error))")
    #expect(error?.mayHaveBeenApplied == false)
  }

  /// Commands called while a script runs on and on succeed when it was stopped.
  @Test(arguments: ServerBinary.all) func aServerThatIsBusy(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary, ["--lua-time-limit", "20"])
    let redis = try await Redis.connect("\(server.url)?command_timeout=30")
    let scripting = try await Redis.connect("\(server.url)?command_timeout=30")
    let admin = try await Redis.connect("\(server.url)?command_timeout=30")
    defer {
      for client in [redis, scripting, admin] { client.close() }
      server.stop()
    }
    try await redis.set(key: "busy", value: 1)
    let script = Task { await failure { try await scripting.eval(script: "while true do end") } }
    try await Task.sleep(for: .milliseconds(100))
    let (read, write) = (
      Task { try await redis.get(key: "busy", as: Int.self) }, Task { try await redis.incr(key: "busy:counter") }
    )
    try await Task.sleep(for: .milliseconds(200))
    try await eventually { try await admin.scriptKill() }
    #expect(try await read.value == 1)
    // Refused as often as it was, it was applied once.
    #expect(try await write.value == 1)
    #expect(await script.value?.code == .server)
  }

  /// A replica that must not answer from old data, until it is told that it follows nobody.
  @Test(arguments: ServerBinary.all) func aReplicaWithoutItsPrimary(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary, ["--replica-serve-stale-data", "no"])
    let redis = try await Redis.connect("\(server.url)?command_timeout=30")
    let admin = try await Redis.connect(server.url)
    let (deaf, nobody) = try LoopbackSocket.deaf()
    defer {
      for client in [redis, admin] { client.close() }
      deaf.close()
      server.stop()
    }
    try await redis.set(key: "stale", value: 1)
    try await admin.replicaof(host: "127.0.0.1", port: nobody)
    let error = await failure { try await redis.withTimeout(.milliseconds(100)).get(key: "stale") }
    #expect(error?.server?.kind == "MASTERDOWN" || error?.code == .timedOut, "\(String(describing: error))")
    let read = Task { try await redis.get(key: "stale", as: Int.self) }
    try await Task.sleep(for: .milliseconds(200))
    try await admin.execute("REPLICAOF", "NO", "ONE")
    #expect(try await read.value == 1)
  }

  /// A cluster of one that serves no key yet.
  @Test(arguments: ServerBinary.all) func aClusterThatIsDown(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(
      binary, ["--cluster-enabled", "yes", "--cluster-port", "\(LoopbackSocket.freePort())"])
    let redis = try await Redis.connect("\(server.url)?command_timeout=30")
    let admin = try await Redis.connect(server.url)
    defer {
      for client in [redis, admin] { client.close() }
      server.stop()
    }
    let error = await failure { try await redis.withTimeout(.milliseconds(100)).get(key: "down") }
    #expect(error?.server?.kind == "CLUSTERDOWN" || error?.code == .timedOut, "\(String(describing: error))")
    let count = Task { try await redis.incr(key: "down") }
    try await Task.sleep(for: .milliseconds(100))
    try await admin.execute("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
    #expect(try await count.value == 1)
  }

  /// A write to what is a replica by now: the caller learns of it, and nothing was applied.
  @Test(arguments: ServerBinary.all) func aPrimaryThatIsNoneAnyMore(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=5")
    let admin = try await Redis.connect(server.url)
    defer {
      redis.close()
      admin.close()
      server.stop()
    }
    try await redis.set(key: "readonly", value: 1)
    let (deaf, nobody) = try LoopbackSocket.deaf()
    defer { deaf.close() }
    try await admin.replicaof(host: "127.0.0.1", port: nobody)
    let error = await failure { try await redis.set(key: "readonly", value: 2) }
    #expect(error?.server?.kind == "READONLY")
    #expect(error?.mayHaveBeenApplied == false)
    #expect(try await redis.get(key: "readonly", as: Int.self) == 1)
    try await admin.execute("REPLICAOF", "NO", "ONE")
    try await redis.set(key: "readonly", value: 3)
    #expect(try await redis.get(key: "readonly", as: Int.self) == 3)
  }

  /// The address leads to another server by now, as after a failover: the client connects again, and the write succeeds.
  @Test(arguments: ServerBinary.all) func aFailoverBehindTheSameAddress(_ binary: ServerBinary) async throws {
    let (old, new) = (try await RealServer.started(binary), try await RealServer.started(binary))
    let proxy = try FaultProxy(to: old.port)
    let redis = try await Redis.connect("\(proxy.url)?command_timeout=5")
    let admin = try await Redis.connect(old.url)
    defer {
      redis.close()
      admin.close()
      proxy.stop()
      old.stop()
      new.stop()
    }
    try await redis.set(key: "failover", value: 1)
    // A connection that was refused as soon as it stood is not worth another.
    try await Task.sleep(for: .milliseconds(1200))
    try await admin.replicaof(host: "127.0.0.1", port: new.port)
    proxy.lead(to: new.port)
    try await redis.set(key: "failover", value: 2)
    #expect(try await redis.get(key: "failover", as: Int.self) == 2)
    #expect(proxy.statistics.accepted == 2)
  }
}
