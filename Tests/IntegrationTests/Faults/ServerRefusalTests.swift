import TestSupport
import Testing
import TypedRedis

/// Servers that cut connections, make commands wait, or say no.
@Suite(.timeLimit(.minutes(2))) struct ServerRefusalTests {
  /// A server of its own, since what is done to it would disturb others, and somebody who does it.
  private func start(_ binary: ServerBinary, _ arguments: [String] = []) async throws -> (RealServer, admin: Redis) {
    let server = try await RealServer.started(binary, arguments)
    return (server, try await Redis.connect("\(server.url)?client_name=admin&command_timeout=60"))
  }

  @Test(arguments: ServerBinary.all) func connectionsThatAreKilled(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary)
    let redis = try await Redis.connect("\(server.url)/2?client_name=victim")
    defer {
      redis.close()
      admin.close()
      server.stop()
    }
    for round in 0..<6 {
      try await redis.set(key: "killed", value: round)
      let id = try await redis.clientId()
      let filter = round.isMultiple(of: 2) ? Commands.CLIENT.KILL.Filter.id(id) : .type(.normal)
      #expect(try await admin.clientKill(filters: [filter]) >= 1)
      // A read is sent again; name and database are what they were.
      #expect(try await redis.get(key: "killed", as: Int.self) == round)
      #expect(try await redis.clientGetname() == "victim")
      #expect(try await redis.clientId() != id)
      let leased = try await redis.withConnection { connection async throws in
        let id = try await connection.clientId()
        _ = try await admin.clientKill(filters: [.id(id)])
        return await failure { try await connection.get(key: "killed") }
      }
      // What a lease had done to its connection is gone: it is not replaced behind its user's back.
      #expect(leased?.code == .connectionClosed)
    }
  }

  @Test(arguments: ServerBinary.all) func pauses(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=40")
    defer {
      for client in [redis, admin] { client.close() }
      server.stop()
    }
    try await redis.set(key: "paused", value: 1)
    try await admin.clientPause(timeout: 1500, mode: .all)
    let early = await failure { try await redis.withTimeout(.milliseconds(50)).echo(message: "early") }
    #expect(early?.code == .timedOut)
    // Behind one that nobody waits for any more.
    #expect(try await redis.get(key: "paused", as: Int.self) == 1)
  }

  @Test(arguments: ServerBinary.all) func pausesOfWrites(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=40")
    defer {
      for client in [redis, admin] { client.close() }
      server.stop()
    }
    try await redis.set(key: "paused", value: 1)
    try await admin.clientPause(timeout: 30_000, mode: .write)
    #expect(try await redis.get(key: "paused", as: Int.self) == 1)
    let write = await failure { try await redis.withTimeout(.milliseconds(50)).set(key: "paused", value: 2) }
    #expect(write?.code == .timedOut)
    #expect(write?.mayHaveBeenApplied == true)
    // It waits at the server, and what comes after it on the same connection waits with it.
    let (second, behind) = (
      Task { try await redis.set(key: "paused", value: 3) },
      Task { try await redis.echo(message: "behind", as: String.self) }
    )
    try await Task.sleep(for: .milliseconds(20))
    try await admin.execute("CLIENT", "UNPAUSE")
    try await second.value
    #expect(try await behind.value == "behind")
    #expect(try await redis.get(key: "paused", as: Int.self) == 3)
  }

  @Test(arguments: ServerBinary.all) func noRoomForMoreClients(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary, ["--maxclients", "4"])
    let proxy = try FaultProxy(to: server.port)
    let redis = try await Redis.connect("\(proxy.url)?command_timeout=20")
    defer {
      for client in [redis, admin] { client.close() }
      proxy.stop()
      server.stop()
    }
    try await redis.set(key: "room", value: "there")
    var others: [LoopbackSocket] = []
    defer { for other in others { other.close() } }
    for _ in 0..<2 { others.append(try await eventually { try place(server.port) }) }
    let refused = await failure { try await Redis.connect("\(server.url)?connect_timeout=2") }
    #expect(refused?.message.contains("max number of clients") == true, "\(String(describing: refused))")
    // Its connection ends, and its place is taken before it is back.
    proxy.refuse(true)
    proxy.cutAll(.reset)
    others.append(try await eventually { try place(server.port) })
    proxy.refuse(false)
    let first = await failure { try await redis.withTimeout(.seconds(2)).get(key: "room") }
    #expect(first?.message.contains("max number of clients") == true, "\(String(describing: first))")
    #expect(first?.mayHaveBeenApplied == false)
    while let other = others.popLast() { other.close() }
    #expect(try await eventually { try await redis.get(key: "room", as: String.self) } == "there")
  }

  private struct NoPlace: Error {}

  /// A connection that the server has taken.
  private func place(_ port: Int) throws -> LoopbackSocket {
    let socket = try LoopbackSocket.connect(port: port)
    socket.write("PING\r\n")
    if socket.read()?.first == UInt8(ascii: "+") { return socket }
    socket.close()
    throw NoPlace()
  }

  @Test(arguments: ServerBinary.all) func aServerThatSleeps(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=20")
    defer {
      for client in [redis, admin] { client.close() }
      server.stop()
    }
    _ = try await redis.ping()
    let sleeping = Task { try await admin.execute("DEBUG", "SLEEP", "1") }
    try await Task.sleep(for: .milliseconds(100))
    let outcomes = await withTaskGroup(of: RedisError?.self) { group in
      for number in 0..<50 {
        group.addTask {
          await failure {
            let text = "asleep \(number)"
            let found = try await redis.withTimeout(.milliseconds(100)).echo(message: text, as: String.self)
            #expect(found == text)
          }
        }
      }
      return await group.reduce(into: [RedisError?]()) { $0.append($1) }
    }
    #expect(outcomes.contains { $0?.code == .timedOut })
    #expect(outcomes.allSatisfy { $0 == nil || $0?.code == .timedOut })
    for number in 0..<50 {
      let text = "awake \(number)"
      #expect(try await redis.echo(message: text, as: String.self) == text)
    }
    _ = try await sleeping.value
  }

  @Test(arguments: ServerBinary.all) func aPasswordThatIsNotRightAnyMore(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary)
    defer {
      admin.close()
      server.stop()
    }
    try await admin.aclSetuser(username: "ada", rules: ["on", ">first secret", "~*", "+@all"])
    let redis = try await Redis.connect("redis://ada:first%20secret@127.0.0.1:\(server.port)?command_timeout=3")
    defer { redis.close() }
    try await redis.set(key: "acl", value: 1)
    // Rights change at once.
    try await admin.aclSetuser(username: "ada", rules: ["-set"])
    let denied = await failure { try await redis.set(key: "acl", value: 2) }
    #expect(denied?.server?.kind == "NOPERM")
    #expect(denied?.mayHaveBeenApplied == false)
    // The password counts when the connection is made the next time.
    try await admin.aclSetuser(username: "ada", rules: ["resetpass", ">second secret"])
    #expect(try await redis.get(key: "acl", as: Int.self) == 1)
    _ = try await admin.clientKill(filters: [.user("ada")])
    let wrong = await failure { try await redis.get(key: "acl") }
    #expect(wrong?.code == .handshakeFailed)
    #expect(wrong?.message.contains("WRONGPASS") == true)
    #expect("\(wrong ?? RedisError(.unsupported, ""))".contains("secret") == false)
    try await admin.aclSetuser(username: "ada", rules: ["resetpass", ">first secret"])
    #expect(try await eventually { try await redis.get(key: "acl", as: Int.self) } == 1)
    // A user who is gone is cut off.
    #expect(try await admin.aclDeluser(usernames: ["ada"]) == 1)
    let gone = await failure { try await redis.get(key: "acl") }
    #expect(gone?.message.contains("WRONGPASS") == true)
  }

  @Test(arguments: ServerBinary.all) func aPasswordThatWasNotNeededBefore(_ binary: ServerBinary) async throws {
    let (server, admin) = try await start(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=3")
    defer {
      redis.close()
      admin.close()
      server.stop()
    }
    try await redis.set(key: "needs", value: 1)
    try await admin.configSet(parameters: [("requirepass", "top secret")])
    _ = try await admin.clientKill(filters: [.type(.normal)])
    let error = await failure { try await redis.get(key: "needs") }
    #expect(error?.code == .handshakeFailed)
    let says = error?.message ?? ""
    #expect(says.contains("NOAUTH") || says.contains("NOPERM"), "\(String(describing: error))")
    try await admin.configSet(parameters: [("requirepass", "")])
    #expect(try await eventually { try await redis.get(key: "needs", as: Int.self) } == 1)
  }

  @Test(arguments: ServerBinary.all) func noMemoryLeft(_ binary: ServerBinary) async throws {
    let (server, redis) = try await start(binary)
    defer {
      redis.close()
      server.stop()
    }
    try await redis.set(key: "memory", value: "before")
    try await redis.configSet(parameters: [("maxmemory-policy", "noeviction"), ("maxmemory", "1")])
    let error = await failure { try await redis.set(key: "memory", value: "after") }
    #expect(error?.code == .server)
    #expect(error?.server?.kind == "OOM")
    #expect(error?.mayHaveBeenApplied == false)
    #expect(try await redis.get(key: "memory", as: String.self) == "before")
    try await redis.configSet(parameters: [("maxmemory", "0")])
    try await redis.set(key: "memory", value: "after")
    #expect(try await redis.get(key: "memory", as: String.self) == "after")
  }
}
