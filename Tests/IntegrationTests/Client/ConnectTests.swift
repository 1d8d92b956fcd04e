import TestSupport
import Testing

@testable import TypedRedis

/// Connecting to real servers in every way there is.
@Suite(.timeLimit(.minutes(2))) struct ConnectTests {
  @Test(arguments: ServerBinary.all) func overTCPAndUnixSockets(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    for url in [server.url, "redis://localhost:\(server.port)", "unix://\(server.socketPath)"] {
      for version in RedisOptions.ProtocolVersion.allCases {
        let mark = url.contains("?") ? "&" : "?"
        let redis = try await Redis.connect("\(url)\(mark)protocol=\(version.rawValue)")
        defer { redis.close() }
        #expect(try await redis.ping() == "PONG")
        let hello = try await redis.withConnection { try await $0.hello() }
        #expect(hello.protocolVersion == (version == .resp2 ? 2 : 3))
      }
    }
  }

  @Test(arguments: ServerBinary.all) func introducesItself(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect("\(server.url)/5?client_name=introduction")
    defer { redis.close() }
    let info = try await redis.clientInfo()
    #expect(info.name == "introduction")
    #expect(info.database == 5)
    if binary.isAtLeast("7.2.0") { #expect(info.libraryName?.hasPrefix("typed-redis") == true) }
  }

  @Test(arguments: ServerBinary.all) func withUserAndPassword(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary, arguments: ["--requirepass", "default pw"])
    defer { server.stop() }
    let admin = try await Redis.connect("redis://:default%20pw@127.0.0.1:\(server.port)")
    defer { admin.close() }
    try await admin.aclSetuser(username: "ada", rules: ["on", ">pw/ada", "~*", "+@all"])
    for version in ["auto", "2"] {
      let ada = try await Redis.connect(
        "redis://ada:pw%2Fada@127.0.0.1:\(server.port)?protocol=\(version)")
      defer { ada.close() }
      #expect(try await ada.aclWhoami() == "ada")
      let wrong = await #expect(throws: RedisError.self) {
        try await Redis.connect("redis://ada:secret@127.0.0.1:\(server.port)?protocol=\(version)")
      }
      #expect(wrong?.code == .handshakeFailed)
      #expect(wrong?.description.contains("secret") == false)
      let none = await #expect(throws: RedisError.self) {
        try await Redis.connect("\(server.url)/1?protocol=\(version)")
      }
      #expect(none?.code == .handshakeFailed)
    }
  }

  @Test(arguments: ServerBinary.all) func noSuchDatabase(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let error = await #expect(throws: RedisError.self) { try await Redis.connect("\(server.url)/4711") }
    #expect(error?.code == .handshakeFailed)
    #expect(error?.command == "SELECT")
  }
}
