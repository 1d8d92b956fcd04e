import CommandTestSupport
import RedisTransport
import Testing

@testable import TypedRedis

@Suite struct HelloHandshakeTests {
  private func made(_ options: RedisOptions) -> HelloHandshake {
    HelloHandshake(HandshakeSettings(options), credentials: options.fixedCredentials)
  }

  private var options: RedisOptions {
    var options = RedisOptions()
    options.user = "ada"
    options.password = "pw"
    options.database = 2
    options.clientName = "web"
    return options
  }

  /// Everything that was said since the last call, one line per command.
  private func said(_ encoder: inout CommandEncoder) throws -> [String] {
    var lines: [String] = []
    try encoder.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      while !reader.isAtEnd {
        lines.append(try [String](from: &reader).joined(separator: " "))
      }
    }
    encoder.removeAll()
    return lines
  }

  private func isReady(_ progress: HandshakeProgress) -> Int? {
    if case .ready(let result) = progress { return result.protocolVersion }
    return nil
  }

  private let ok = RESPValue.simpleString("OK")

  private func error(_ text: String) throws -> RESPValue {
    try RESPValue.parse(Array("-\(text)\r\n".utf8))
  }

  private func hello() throws -> RESPValue {
    try RESPValue.parse(Array("%2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$5\r\nproto\r\n:3\r\n".utf8))
  }

  @Test func saysEverythingInOneGo() throws {
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    let lines = try said(&encoder)
    #expect(lines == [
        "HELLO 3 AUTH ada pw SETNAME web", "CLIENT SETINFO LIB-NAME typed-redis",
        "CLIENT SETINFO LIB-VER \(LibraryVersion.number)", "SELECT 2",
      ])
    #expect(isReady(handshake.receive(try hello(), into: &encoder)) == nil)
    #expect(isReady(handshake.receive(ok, into: &encoder)) == nil)
    #expect(isReady(handshake.receive(ok, into: &encoder)) == nil)
    #expect(isReady(handshake.receive(ok, into: &encoder)) == 3)
    let isEmpty = encoder.isEmpty
    #expect(isEmpty)
  }

  @Test(arguments: ["ERR unknown command `HELLO`, with args", "ERR unknown command 'HELLO'", "NOPROTO unsupported"])
  func fallsBackToRESP2(_ refusal: String) throws {
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    _ = try said(&encoder)
    for reply in [refusal, "NOAUTH a", "NOAUTH b"] {
      #expect(isReady(handshake.receive(try error(reply), into: &encoder)) == nil)
    }
    #expect(isReady(handshake.receive(try error("NOAUTH c"), into: &encoder)) == nil)
    let lines = try said(&encoder)
    #expect(lines == [
        "AUTH ada pw", "CLIENT SETNAME web", "CLIENT SETINFO LIB-NAME typed-redis",
        "CLIENT SETINFO LIB-VER \(LibraryVersion.number)", "SELECT 2",
      ])
    let replies = [ok, ok, try error("ERR unknown subcommand"), try error("ERR unknown subcommand"), ok]
    var versions: [Int?] = []
    for reply in replies { versions.append(isReady(handshake.receive(reply, into: &encoder))) }
    #expect(versions == [nil, nil, nil, nil, 2])
  }

  @Test func resp2OnRequestNeverSaysHello() throws {
    var options = RedisOptions()
    options.protocolVersion = .resp2
    options.password = "pw"
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    let lines = try said(&encoder)
    #expect(lines.first == "AUTH pw")
  }

  /// A user who may do little is logged in all the same.
  @Test(arguments: [("NOPERM this user has no permissions to run the 'ping' command", true), ("NOAUTH log in first", false)])
  func aSignOfLifeMayBeForbidden(_ refusal: String, _ isFine: Bool) throws {
    var options = RedisOptions()
    options.protocolVersion = .resp2
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    #expect(try said(&encoder).last == "PING")
    _ = handshake.receive(ok, into: &encoder)
    _ = handshake.receive(ok, into: &encoder)
    #expect((isReady(handshake.receive(try error(refusal), into: &encoder)) != nil) == isFine)
  }

  @Test func aPasswordAloneIsTheDefaultUsers() throws {
    var options = RedisOptions()
    options.password = "pw"
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    let lines = try said(&encoder)
    #expect(lines.first == "HELLO 3 AUTH default pw")
  }

  @Test func aUserWithoutAPasswordIsNotForgotten() {
    var options = RedisOptions()
    options.user = "ada"
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    let sent = encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(sent.hasPrefix(frame(["HELLO", "3", "AUTH", "ada", ""])))
  }

  @Test func resp3OnRequestDoesNotFallBack() throws {
    var options = options
    options.protocolVersion = .resp3
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    guard case .failed(let failure) = handshake.receive(try error("NOPROTO no"), into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(failure.code == .handshakeFailed)
    #expect(failure.command == "HELLO")
  }

  @Test(arguments: [(0, "WRONGPASS no", RedisError.Code.handshakeFailed), (0, "LOADING wait", .connectFailed),
    (3, "ERR DB index is out of range", .handshakeFailed)])
  func refusalsEndIt(_ position: Int, _ refusal: String, _ code: RedisError.Code) throws {
    var handshake = made(options)
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    for index in 0..<position { _ = handshake.receive(index == 0 ? try hello() : ok, into: &encoder) }
    guard case .failed(let failure) = handshake.receive(try error(refusal), into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(failure.code == code)
    #expect(!failure.description.contains("pw"))
  }

  @Test func surplusRepliesAreAViolation() throws {
    var handshake = made(RedisOptions())
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    _ = handshake.receive(try hello(), into: &encoder)
    for _ in 0..<2 { _ = handshake.receive(ok, into: &encoder) }
    guard case .failed(let failure) = handshake.receive(ok, into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(failure.code == .protocolViolation)
  }
}
