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

  /// What a server says about its commands, and what comes of it.
  private func read(_ commands: String, docs: String? = nil) throws -> (ImportedSpecification?, [String]) {
    let server = try ScriptedServer { peer, _ in
      while let words = peer.command() {
        switch words.joined(separator: " ") {
        case "COMMAND": peer.send(commands)
        case "COMMAND DOCS": peer.send(docs ?? "-ERR no\r\n")
        default: peer.send(words[0] == "HELLO" ? "%1\r\n+server\r\n+valkey\r\n" : "-ERR no\r\n")
        }
      }
    }
    defer { server.stop() }
    let diagnostics = Diagnostics()
    let specification = SpecSource(server.url).read(diagnostics)
    return (specification, diagnostics.sorted.filter { $0.severity != .note }.map(\.description))
  }

  private func get(arity: Int = 2, first: Int = 1, last: Int = 1) -> String {
    "*6\r\n+get\r\n:\(arity)\r\n*1\r\n+readonly\r\n:\(first)\r\n:\(last)\r\n:1\r\n"
  }

  @Test(arguments: ["*0\r\n", "*2\r\n*-1\r\n*-1\r\n", "*1\r\n_\r\n"]) func noCommands(answer: String) throws {
    let (specification, problems) = try read(answer)
    #expect(specification == nil)
    #expect(problems.contains { $0.hasSuffix("error: $: the server names no command in its answer to COMMAND") })
  }

  @Test(arguments: [
    (2, 1, Int.max), (-2, Int.max, Int.max), (Int.min, 1, -1), (.max, .max, .min), (-1, 1, Int.max - 1),
  ]) func numbersWithoutMeaningAreNoTrap(arity: Int, first: Int, last: Int) throws {
    let (specification, _) = try read("*1\r\n" + get(arity: arity, first: first, last: last))
    let source = try #require(specification)
    let ours = SpecDocument(file: "c", commands: source.commands.map(\.spec))
    let text = SpecificationMerge(text: "", ours: SpecDocument(file: "c", commands: []), source: source, options: .init()).text
    #expect(SpecificationMerge(text: text, ours: ours, source: source, options: .init()).text == text)
  }

  @Test func anArityThatNobodyMeant() throws {
    let (specification, problems) = try read("*1\r\n" + get(arity: 1000))
    let arguments = specification?.commands.first?.spec.arguments ?? []
    #expect(arguments.map(\.name) == ["arguments"])
    #expect(arguments.allSatisfy { $0.optional && $0.multiple })
    #expect(problems.contains { $0.contains("warning: $.GET: an arity of 1000 says more arguments than the 32") })
  }

  /// Since when there is a command that nobody describes is not known of any server.
  @Test func commandsThatNobodyDescribesHaveNoServers() throws {
    let source = try #require(try read("*1\r\n" + get()).0)
    let merge = SpecificationMerge(text: "", ours: SpecDocument(file: "c", commands: []), source: source, options: .init())
    #expect(merge.new == ["GET"])
    #expect(!merge.text.contains("servers"))
  }

  @Test(arguments: [40, 60]) func argumentsThatAreNestedTooDeepAreRefusedWithTheirPlace(depth: Int) throws {
    let level = "%3\r\n+name\r\n+x\r\n+type\r\n+block\r\n+arguments\r\n*1\r\n"
    let docs = "%1\r\n+get\r\n%1\r\n+arguments\r\n*1\r\n" + String(repeating: level, count: depth)
      + "%2\r\n+name\r\n+x\r\n+type\r\n+string\r\n"
    let (specification, problems) = try read("*1\r\n" + get(), docs: docs)
    #expect(specification == nil)
    #expect(problems.contains { $0.contains("$.GET.arguments[0].arguments[0]") && $0.hasSuffix("nested deeper than 32 levels") })
  }
}
