import TestSupport
import Testing

@testable import TypedRedis

/// What options tell the server, as the server shows it.
@Suite(.timeLimit(.minutes(2))) struct ConnectOptionTests {
  @Test(arguments: ServerBinary.all) func everythingReachesTheServer(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary, arguments: ["--requirepass", "pw"])
    defer { server.stop() }
    let knowsNoTouch = binary.isAtLeast("7.2.0")
    for version in RedisOptions.ProtocolVersion.allCases {
      var options = try RedisOptions(url: "redis://:pw@127.0.0.1:\(server.port)/3?client_name=web&no_evict=true")
      options.noTouch = knowsNoTouch
      options.librarySuffix = "frame_1.2"
      options.protocolVersion = version
      let redis = try await Redis.connect(options)
      defer { redis.close() }
      let infos = [
        try await redis.clientInfo(),
        try await redis.withConnection { connection async throws in try await connection.clientInfo() },
      ]
      for info in infos {
        #expect(info.name == "web")
        #expect(info.user == "default")
        #expect(info.database == 3)
        #expect(info.flags.contains(.noEvict))
        guard knowsNoTouch else { continue }
        #expect(info.flags.contains(.noTouch))
        #expect(info.protocolVersion == (version == .resp2 ? 2 : 3))
        #expect(info.libraryName == "typed-redis(frame_1.2)")
        #expect(info.libraryVersion == LibraryVersion.number)
      }
    }
  }

  @Test(arguments: ServerBinary.all) func theLibraryIsNotNamedIfNobodyWants(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    for version in ["2", "3"] {
      let redis = try await Redis.connect("\(server.url)?library_info=false&protocol=\(version)")
      defer { redis.close() }
      let info = try await redis.clientInfo()
      #expect((info.libraryName ?? "") == "")
      #expect(!info.flags.contains(.noEvict))
      #expect(!info.flags.contains(.noTouch))
    }
  }

  @Test(arguments: ServerBinary.all) func serversThatCannotSaySo(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    if binary.kind == .redis {
      let replica = await #expect(throws: RedisError.self) {
        try await Redis.connect("\(server.url)?reads_from_replica=true")
      }
      #expect(replica?.code == .handshakeFailed)
      #expect(replica?.command == "READONLY")
      #expect(replica?.message.contains("option readsFromReplica") == true)
    }
    guard !binary.isAtLeast("7.2.0") else { return }
    let noTouch = await #expect(throws: RedisError.self) { try await Redis.connect("\(server.url)?no_touch=true") }
    #expect(noTouch?.command == "CLIENT NO-TOUCH")
    #expect(noTouch?.message.contains("option noTouch, since Redis 7.2.0 and Valkey 7.2.0") == true)
  }

  @Test(arguments: ServerBinary.all) func readingFromReplicasOfAClusters(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary, arguments: ["--cluster-enabled", "yes", "--cluster-port", "\(try LoopbackSocket.freePort())"])
    defer { server.stop() }
    let redis = try await Redis.connect("\(server.url)?reads_from_replica=true")
    defer { redis.close() }
    #expect(try await redis.clientInfo().flags.contains(.readOnly))
  }

  @Test(arguments: ServerBinary.all) func aMissingPasswordIsSaid(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary, arguments: ["--requirepass", "topsecret"])
    defer { server.stop() }
    for query in ["protocol=2", "protocol=3", "protocol=2&library_info=false"] {
      let error = await #expect(throws: RedisError.self) { try await Redis.connect("\(server.url)?\(query)") }
      #expect(error?.code == .handshakeFailed)
      #expect(error?.message.contains("option user, password") == true, "\(String(describing: error))")
    }
  }

  @Test(arguments: ServerBinary.all) func severalConnectionsTakeTurns(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect("\(server.url)?connections=4")
    defer { redis.close() }
    var ids: [Int: Int] = [:]
    for _ in 0..<40 { ids[try await redis.clientId(), default: 0] += 1 }
    #expect(ids.values.sorted() == [10, 10, 10, 10])
    redis.close()
    let error = await #expect(throws: RedisError.self) { try await redis.clientId() }
    #expect(error?.code == .clientClosed)
  }

  @Test(arguments: ServerBinary.all) func theGraceOfBlockingCommands(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect("\(server.url)?command_timeout=30&blocking_grace=5")
    defer { redis.close() }
    // Its own timeout comes first.
    #expect(try await redis.blpop(keys: ["options:nothing"], timeout: 0.02) == nil)
    let blocking = redis.context.router.deadlines.blockingGrace
    #expect(blocking == 5_000_000_000)
  }
}
