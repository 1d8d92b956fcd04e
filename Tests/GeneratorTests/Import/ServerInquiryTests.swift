import RESP
import TestSupport
import Testing

@testable import RedisGenerator

/// Servers that do not answer as they should.
@Suite(.timeLimit(.minutes(1))) struct ServerInquiryTests {
  private func problems(_ script: @escaping @Sendable (ScriptedServer.Peer, Int) -> Void) throws -> String {
    let server = try ScriptedServer(script)
    defer { server.stop() }
    let address = try ServerAddress("redis://:secret@127.0.0.1:\(server.port)")
    switch ServerDialogue.ask(address, patience: .milliseconds(400)) {
    case .success: return "answered"
    case .failure(let error): return error.description
    }
  }

  @Test func whatTheyRefuseIsSaid() throws {
    #expect(
      try problems { peer, _ in
        while peer.command() != nil { peer.send("-WRONGPASS invalid username-password pair\r\n") }
      } == "the server refused HELLO: WRONGPASS invalid username-password pair")
    #expect(
      try problems { peer, _ in
        while let words = peer.command() {
          peer.send(words[0] == "HELLO" ? "%1\r\n+server\r\n+redis\r\n" : "-NOPERM no\r\n")
        }
      } == "the server refused COMMAND: NOPERM no")
  }

  @Test func silenceEnds() throws {
    #expect(try problems { peer, _ in while peer.command() != nil {} } == "waited 0.4 seconds for the answer to HELLO: is this a Redis server?")
    #expect(
      try problems { peer, _ in
        while let words = peer.command() { if words[0] == "HELLO" { peer.send("%1\r\n+server\r\n+redis\r\n") } }
      } == "waited 0.4 seconds for the answer to COMMAND: is this a Redis server?")
  }

  @Test func garbageAndClosing() throws {
    let garbage = try problems { peer, _ in
      _ = peer.command()
      peer.send("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    #expect(garbage.hasSuffix("(while waiting for the answer to HELLO)"))
    let closed = try problems { peer, _ in
      _ = peer.command()
      peer.close()
    }
    #expect(closed.hasSuffix("(while waiting for the answer to HELLO)"))
    let unheard = SpecSource("redis://:secret@127.0.0.1:1")
    let diagnostics = Diagnostics()
    #expect(unheard.load(diagnostics: diagnostics) == nil)
    #expect(diagnostics.sorted.map(\.description).allSatisfy { $0.hasPrefix("redis://127.0.0.1:1:1:1: error: ") && !$0.contains("secret") })
  }

  /// A server of old times: no HELLO, no COMMAND DOCS, no key specs.
  @Test func serversThatKnowLess() throws {
    let server = try ScriptedServer { peer, _ in
      while let words = peer.command() {
        switch words.joined(separator: " ") {
        case "INFO server": peer.send("$43\r\n# Server\r\nredis_version:5.0.7\r\nos:Linux 123\r\n")
        case "COMMAND":
          peer.send("*2\r\n*6\r\n$3\r\nget\r\n:2\r\n*2\r\n+readonly\r\n+fast\r\n:1\r\n:1\r\n:1\r\n")
          peer.send("*6\r\n$4\r\nmget\r\n:-2\r\n*1\r\n+readonly\r\n:1\r\n:-1\r\n:1\r\n")
        default: peer.send("-ERR unknown command\r\n")
        }
      }
    }
    defer { server.stop() }
    let diagnostics = Diagnostics()
    let specification = try #require(SpecSource(server.url).read(diagnostics))
    #expect(specification.server == ServerIdentity(kind: "redis", version: "5.0.7"))
    #expect(specification.commands.map(\.spec.name) == ["GET", "MGET"])
    #expect(specification.commands.map { $0.spec.arguments.map(\.name) } == [["key"], ["key"]])
    #expect(specification.commands.map { $0.spec.arguments.map(\.multiple) } == [[false], [true]])
    #expect(specification.commands.first?.spec.flags == ["readonly", "fast"])
    #expect(
      diagnostics.sorted.contains {
        $0.message.hasPrefix("the server does not describe its commands: COMMAND DOCS has no answer (ERR unknown command)")
      })
    #expect(!diagnostics.hasErrors)
  }

  @Test func wordsWithoutMeaningAreNoTrap() throws {
    let answers = ["*0\r\n", "+OK\r\n", "*1\r\n*1\r\n+get\r\n", "*1\r\n+get\r\n", "*1\r\n*6\r\n+a b|c!\r\n+x\r\n_\r\n_\r\n_\r\n_\r\n"]
    for answer in answers {
      let server = try ScriptedServer { peer, _ in
        while let words = peer.command() {
          peer.send(words[0] == "HELLO" ? "%1\r\n+server\r\n+redis\r\n" : words.count > 1 ? "-ERR no\r\n" : answer)
        }
      }
      defer { server.stop() }
      let diagnostics = Diagnostics()
      #expect(SpecSource(server.url).load(diagnostics: diagnostics) == nil)
      #expect(diagnostics.hasErrors, "\(answer)")
    }
  }
}
