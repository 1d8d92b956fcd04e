import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// A server that answers wrongly gets a typed error out of every waiting call.
@Suite(.timeLimit(.minutes(1))) struct WrongServerTests {
  /// Greets, answers the first command with `answer`, then says nothing more.
  private func server(answering answer: String, closing: Bool = false) throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      guard peer.greet() != nil else { return }
      peer.send(answer)
      if closing { return peer.close() }
      while peer.command() != nil {}
    }
  }

  private func client(of server: ScriptedServer, timeout: Double = 0.3) throws -> Redis {
    var options = try RedisOptions(url: server.url)
    options.commandTimeout = .seconds(timeout)
    options.eventLoop = EventLoop()
    return Redis(options)
  }

  @Test(arguments: [
    "hello there\r\n", "\r\n", "$5\r\nhelloXX", "$-2\r\n", "*-7\r\n", "$4611686018427387904\r\n",
    "$99999999999999999999999\r\n", "*2147483647\r\n", ":12a\r\n", ":\r\n", "#x\r\n", ",1.2.3\r\n", "_x\r\n",
    "%-1\r\n", "=3\r\ntxt\r\n", String(repeating: "*1\r\n", count: 10_000), "$abc\r\n", "\u{0}\u{1}\u{2}",
    "*1\r\n*1\r\n$-3\r\n", "%1\r\n+a\r\n!x\r\n", "*1\r\n>1\r\n+y\r\n:1\r\n",
  ]) func garbageClosesTheConnection(_ answer: String) async throws {
    let server = try server(answering: answer)
    let redis = try client(of: server, timeout: 5)
    defer { redis.close() }
    // A write, since those are not tried again.
    let error = await #expect(throws: RedisError.self) { try await redis.execute("SET", "a", "b") }
    #expect(error?.code == .protocolViolation || error?.code == .limitExceeded, "\(String(describing: error))")
    #expect(error?.mayHaveBeenApplied == true)
    #expect(error?.command == "SET")
  }

  @Test(arguments: ["$5\r\nhel", "*3\r\n$1\r\na\r\n", "%1\r\n", "$1048576\r\nabc", ":12", "+O", "*", "$5\r\nhello\r"])
  func halfAReplyTimesOut(_ answer: String) async throws {
    let server = try server(answering: answer)
    let redis = try client(of: server)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    #expect(error?.code == .timedOut)
  }

  @Test(arguments: ["$5\r\nhel", "*3\r\n$1\r\na\r\n", "", ":12"])
  func aClosedSocketFailsWrites(_ answer: String) async throws {
    let server = try server(answering: answer, closing: true)
    let redis = try client(of: server, timeout: 5)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("INCR", "a") }
    #expect(error?.code == .connectionClosed)
    #expect(error?.mayHaveBeenApplied == true)
  }

  @Test func aReplyNobodyAskedForNeverReachesTheNextCommand() async throws {
    let connections = Atomic<Int>(0)
    let server = try ScriptedServer { peer, _ in
      connections.add(1, ordering: .relaxed)
      var first = peer.greet()
      while let words = first ?? peer.command() {
        first = nil
        // Every command is answered with its own key; the first one on each connection twice.
        let reply = "$\(words[1].utf8.count)\r\n\(words[1])\r\n"
        peer.send(words[1] == "twice" ? reply + "$5\r\nWRONG\r\n" : reply)
      }
    }
    let redis = try client(of: server, timeout: 5)
    defer { redis.close() }
    let first = try await redis.execute("GET", "twice")
    #expect(first.string == "twice")
    for number in 0..<50 {
      let key = "key\(number)"
      // The surplus reply closes the connection; reads go on over a new one.
      let reply = try await redis.execute("GET", key)
      #expect(reply.string == key)
    }
    #expect(connections.load(ordering: .relaxed) == 2)
  }

  @Test func everyWaitingCallGetsTheError() async throws {
    let server = try ScriptedServer { peer, _ in
      guard peer.greet() != nil else { return }
      for _ in 0..<99 { _ = peer.command() }
      peer.send("*1\r\n?")
      while peer.command() != nil {}
    }
    let redis = try client(of: server, timeout: 20)
    defer { redis.close() }
    let codes = await withTaskGroup(of: RedisError.Code?.self) { group in
      for number in 0..<100 {
        group.addTask {
          do throws(RedisError) {
            try await redis.execute("SET", "key\(number)", "v")
            return nil
          } catch {
            return error.code
          }
        }
      }
      return await group.reduce(into: [RedisError.Code: Int]()) { counts, code in
        if let code { counts[code, default: 0] += 1 }
      }
    }
    #expect(codes == [.protocolViolation: 100])
  }

  @Test func pushesAndAttributesAreNotReplies() async throws {
    let server = try server(
      answering: ">2\r\n+news\r\n:1\r\n>3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n"
        + "|1\r\n+at\r\n:9\r\n>2\r\n+news\r\n:2\r\n" + "|1\r\n+ttl\r\n:9\r\n$4\r\ntrue\r\n")
    let redis = try client(of: server, timeout: 5)
    defer { redis.close() }
    #expect(try await redis.execute("GET", "a").string == "true")
  }

  @Test func aReplyThatIsTooLargeIsNotAskedForAgain() async throws {
    let connections = Atomic<Int>(0)
    let server = try ScriptedServer { peer, _ in
      connections.add(1, ordering: .relaxed)
      guard peer.greet() != nil else { return }
      peer.send("$1001\r\n")
      while peer.command() != nil {}
    }
    var options = try RedisOptions(url: server.url)
    options.limits.maximumBulkLength = 1000
    let redis = Redis(options)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    #expect(error?.code == .limitExceeded)
    #expect(error?.mayHaveBeenApplied == false)
    #expect(connections.load(ordering: .relaxed) == 1)
  }

  /// It gets no reply, and must not be given the next command's.
  @Test func aCommandWithoutWordsIsNotSent() async throws {
    struct Nothing: RedisCommand {
      static let descriptor = CommandDescriptor(name: "NOTHING", group: "generic", arity: -1)
      func encode(into encoder: inout CommandEncoder) {}
      static func decode(_ reader: inout RESPReader) throws(RedisError) -> RESPValue {
        try reader.readValue()
      }
    }
    let server = try server(answering: "+OK\r\n+OK\r\n")
    let redis = try client(of: server, timeout: 5)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.run(Nothing()) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.mayHaveBeenApplied == false)
  }

  @Test func streamedRepliesAreRead() async throws {
    let server = try server(answering: "*?\r\n$?\r\n;3\r\nabc\r\n;2\r\nde\r\n;0\r\n:5\r\n.\r\n")
    let redis = try client(of: server, timeout: 5)
    defer { redis.close() }
    let reply = try await redis.execute("LRANGE", "a", "0", "-1")
    #expect(reply.array?.first?.string == "abcde")
    #expect(reply.array?.last?.int == 5)
  }

  @Test func repliesMayComeByteByByte() async throws {
    let server = try ScriptedServer { peer, _ in
      guard peer.greet() != nil else { return }
      for byte in "*2\r\n$5\r\nhello\r\n%1\r\n+a\r\n,1.5\r\n".utf8 { peer.socket.write([byte]) }
      while peer.command() != nil {}
    }
    let redis = try client(of: server, timeout: 20)
    defer { redis.close() }
    let reply = try await redis.execute("GET", "a")
    #expect(reply.array?.first?.string == "hello")
    #expect(reply.array?.last?.map?.first?.value.double == 1.5)
  }
}
