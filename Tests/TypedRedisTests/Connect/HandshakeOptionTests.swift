import RedisTransport
import Testing

@testable import TypedRedis

/// What options add to a connection's set-up, and how refusals are told.
@Suite struct HandshakeOptionTests {
  private func options(_ version: RedisOptions.ProtocolVersion = .automatic) -> RedisOptions {
    var options = RedisOptions()
    options.protocolVersion = version
    options.librarySuffix = "frame_1.2"
    options.noEvict = true
    options.noTouch = true
    options.database = 2
    options.readsFromReplica = true
    return options
  }

  private func made(_ options: RedisOptions) -> HelloHandshake {
    HelloHandshake(HandshakeSettings(options), credentials: options.fixedCredentials)
  }

  private func said(_ encoder: inout CommandEncoder) -> [String] {
    defer { encoder.removeAll() }
    return encoder.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      var lines: [String] = []
      while !reader.isAtEnd, let words = try? [String](from: &reader) { lines.append(words.joined(separator: " ")) }
      return lines
    }
  }

  private func reply(_ text: String) -> RESPValue {
    (try? RESPValue.parse(Array("\(text)\r\n".utf8))) ?? .null
  }

  private func hello(_ proto: Int) -> RESPValue { reply("%1\r\n+proto\r\n:\(proto)") }

  private let additions = [
    "CLIENT SETINFO LIB-NAME typed-redis(frame_1.2)", "CLIENT SETINFO LIB-VER \(LibraryVersion.number)",
    "CLIENT NO-EVICT ON", "CLIENT NO-TOUCH ON", "SELECT 2", "READONLY",
  ]

  @Test func optionsAreSaidInOneGo() {
    var encoder = CommandEncoder()
    var handshake = made(options())
    handshake.start(into: &encoder)
    #expect(said(&encoder) == ["HELLO 3"] + additions)
    var second = made(options(.resp2))
    second.start(into: &encoder)
    #expect(said(&encoder) == additions)
  }

  @Test func libraryInfoCanBeLeftOut() {
    var options = RedisOptions()
    options.sendsLibraryInfo = false
    var encoder = CommandEncoder()
    var handshake = made(options)
    handshake.start(into: &encoder)
    #expect(said(&encoder) == ["HELLO 3"])
    // With nothing to say, something is still answered.
    options.protocolVersion = .resp2
    var silent = made(options)
    silent.start(into: &encoder)
    #expect(said(&encoder) == ["PING"])
    guard case .ready(let result) = silent.receive(reply("+PONG"), into: &encoder) else {
      Issue.record("expected to be ready")
      return
    }
    #expect(result.protocolVersion == 2)
  }

  @Test(arguments: [
    (0, "NOAUTH HELLO must be called with", "HELLO", "user, password", RedisError.Code.handshakeFailed),
    (0, "WRONGPASS invalid", "HELLO", "user, password", .handshakeFailed),
    (0, "NOPERM this user has no permissions", "HELLO", "protocolVersion", .handshakeFailed),
    (3, "ERR unknown subcommand 'NO-EVICT'", "CLIENT NO-EVICT", "noEvict, since Redis 7.0.0 and Valkey 7.0.0", .handshakeFailed),
    (4, "ERR unknown subcommand 'NO-TOUCH'", "CLIENT NO-TOUCH", "noTouch, since Redis 7.2.0 and Valkey 7.2.0", .handshakeFailed),
    (5, "ERR DB index is out of range", "SELECT", "database", .handshakeFailed),
    (5, "NOAUTH Authentication required.", "SELECT", "user, password", .handshakeFailed),
    (6, "ERR This instance has cluster support disabled", "READONLY", "readsFromReplica", .handshakeFailed),
    (6, "LOADING Redis is loading", "READONLY", "readsFromReplica", .connectFailed),
  ])
  func refusalsNameStepAndOption(
    _ position: Int, _ refusal: String, _ command: String, _ option: String, _ code: RedisError.Code
  ) {
    var encoder = CommandEncoder()
    var handshake = made(options())
    handshake.start(into: &encoder)
    for index in 0..<position {
      // Who does not know the library's name is forgiven.
      _ = handshake.receive(index == 0 ? hello(3) : index < 3 ? reply("-ERR unknown") : reply("+OK"), into: &encoder)
    }
    guard case .failed(let error) = handshake.receive(reply("-" + refusal), into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(error.code == code)
    #expect(error.command == command)
    #expect(error.message == "the server refused the connection's set-up (option \(option)): \(refusal)")
  }

  @Test func aServerThatWantsAPasswordIsNotReady() {
    var options = RedisOptions()
    options.protocolVersion = .resp2
    var encoder = CommandEncoder()
    var handshake = made(options)
    handshake.start(into: &encoder)
    guard case .failed(let error) = handshake.receive(reply("-NOAUTH Authentication required."), into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(error.message.contains("option user, password"))
  }

  @Test(arguments: ["%1\r\n+proto\r\n:2", "*2\r\n+proto\r\n:2", "%1\r\n+server\r\n+redis", "+OK", "%1\r\n+proto\r\n+3x"])
  func theProtocolHasToBeTheOneAskedFor(_ answer: String) {
    var encoder = CommandEncoder()
    var strict = made(options(.resp3))
    strict.start(into: &encoder)
    guard case .failed(let error) = strict.receive(reply(answer), into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(error.code == .handshakeFailed)
    #expect(error.command == "HELLO")
    #expect(error.message.contains("protocolVersion"))
    _ = said(&encoder)

    var lenient = made(options())
    lenient.start(into: &encoder)
    _ = said(&encoder)
    var progress = lenient.receive(reply(answer), into: &encoder)
    for _ in additions { progress = lenient.receive(reply("+OK"), into: &encoder) }
    #expect(said(&encoder) == additions)
    for _ in additions { progress = lenient.receive(reply("+OK"), into: &encoder) }
    guard case .ready(let result) = progress else {
      Issue.record("expected to be ready")
      return
    }
    #expect(result.protocolVersion == 2)
  }

  @Test func restartingBeginsWithAReset() {
    var options = options()
    options.password = "pw"
    var encoder = CommandEncoder()
    var handshake = made(options)
    handshake.start(into: &encoder)
    let first = said(&encoder)
    _ = handshake.receive(hello(3), into: &encoder)
    for _ in additions { _ = handshake.receive(reply("+OK"), into: &encoder) }
    handshake.restart(into: &encoder)
    #expect(said(&encoder) == ["RESET"] + first)
    var progress = handshake.receive(reply("+RESET"), into: &encoder)
    progress = handshake.receive(hello(3), into: &encoder)
    for _ in additions { progress = handshake.receive(reply("+OK"), into: &encoder) }
    guard case .ready(let result) = progress else {
      Issue.record("expected to be ready")
      return
    }
    #expect(result.protocolVersion == 3)
    handshake.restart(into: &encoder)
    guard case .failed(let error) = handshake.receive(reply("-ERR unknown command 'RESET'"), into: &encoder) else {
      Issue.record("expected a failure")
      return
    }
    #expect(error.command == "RESET")
  }
}
