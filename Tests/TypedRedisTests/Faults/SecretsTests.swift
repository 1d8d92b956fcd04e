import TestSupport
import Testing

@testable import TypedRedis

/// Servers quote arguments in some errors; secrets among them are not passed on.
@Suite(.timeLimit(.minutes(1))) struct SecretsTests {
  /// Knows no command, or only those of a connection's set-up.
  private func server(greeting: Bool) throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      var next = greeting ? peer.greet() : peer.command()
      while let words = next {
        let quoted = words.dropFirst().map { "'\($0)'" }.joined(separator: " ")
        peer.send("-ERR unknown command '\(words[0])', with args beginning with: \(quoted)\r\n")
        next = peer.command()
      }
    }
  }

  @Test(arguments: ["3", "2", "auto"]) func inASetUp(_ version: String) async throws {
    let server = try server(greeting: false)
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("redis://ada:topsecret@127.0.0.1:\(server.port)?protocol=\(version)")
    }
    #expect(error?.code == .handshakeFailed)
    #expect(error?.description.contains("topsecret") == false)
    #expect(error?.description.contains("unknown command") == true)
  }

  @Test func inCommands() async throws {
    let server = try server(greeting: true)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let typed = await #expect(throws: RedisError.self) {
      try await redis.configSet(parameters: [("requirepass", "topsecret")])
    }
    let raw = await #expect(throws: RedisError.self) { try await redis.execute("LOGIN", "topsecret") }
    #expect(typed?.description == "CONFIG SET: ERR unknown command 'CONFIG'")
    #expect(raw?.description == "LOGIN: ERR unknown command 'LOGIN'")
  }

  /// Servers take it for the name of a command, or of a subcommand.
  @Test func inALineThatIsGivenAsOneWord() async throws {
    let server = try server(greeting: true)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    for line in ["LOGIN topsecret", "LOGIN\ttopsecret", "LOGIN 'topsecret'"] {
      let error = await #expect(throws: RedisError.self) { try await redis.execute(line, "x") }
      #expect(error?.description == "LOGIN: ERR unknown command 'LOGIN …'")
    }
    let subcommand = RedisError(
      server: ServerError(line: "ERR unknown subcommand 'SET requirepass topsecret'. Try CONFIG HELP."))
    #expect(
      subcommand.of("CONFIG", hasSecrets: false).description
        == "CONFIG: ERR unknown subcommand 'SET …'. Try CONFIG HELP.")
  }

  @Test func quotedValues() {
    let error = RedisError(
      server: ServerError(line: "ERR Error in ACL SETUSER modifier '>top'secret': Syntax error"))
    #expect(
      error.of(Commands.ACL.SETUSER.descriptor).description
        == "ACL SETUSER: ERR Error in ACL SETUSER modifier '…': Syntax error")
    let odd = RedisError(server: ServerError(line: "ERR Error in ACL SETUSER modifier '>unknown command'"))
    #expect(odd.of(Commands.ACL.SETUSER.descriptor).message == "ERR Error in ACL SETUSER modifier '…'")
    // Where no argument is a secret, quotes help.
    let plain = RedisError(server: ServerError(line: "ERR no such key 'a'"))
    #expect(plain.of(Commands.GET.descriptor).description == "GET: ERR no such key 'a'")
    let nested = plain.at(.index(2)).markingMayHaveBeenApplied()
    #expect(nested.of("X", hasSecrets: true).path == [.index(2)])
    #expect(nested.of("X", hasSecrets: true).mayHaveBeenApplied)
  }

  @Test func inAURL() async throws {
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("redis://user:12?topsecret@host")
    }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.description.contains("topsecret") == false)
  }
}
