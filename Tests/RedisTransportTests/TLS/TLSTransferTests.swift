import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Bytes in both directions, many and few, whole and in pieces.
@Suite(.ownThread, .timeLimit(.minutes(3))) struct TLSTransferTests {
  /// Of a length that nothing else has, so that no piece can take the place of another unnoticed.
  private static let pattern = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  private static func value(_ count: Int) -> [UInt8] {
    var bytes = pattern
    while bytes.count < count { bytes += pattern }
    return Array(bytes.prefix(count))
  }

  private static func set(_ value: [UInt8]) -> [UInt8] {
    Array("*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$\(value.count)\r\n".utf8) + value + Array("\r\n".utf8)
  }

  private static func check(_ probe: TLSProbe, value: [UInt8], room: Int = 32 * 1024) throws {
    try probe.send(set(value))
    try #expect(probe.receive(5) == Array("+OK\r\n".utf8))
    try probe.send("GET key\r\n")
    let head = Array("$\(value.count)\r\n".utf8)
    #expect(try probe.receive(head.count, room: room) == head)
    #expect(try probe.receive(value.count, room: room) == value)
    #expect(try probe.receive(2, room: room) == Array("\r\n".utf8))
  }

  @Test(arguments: ServerBinary.withTLS, ["TLSv1.2", "TLSv1.3"])
  func large(_ binary: ServerBinary, protocol version: String) throws {
    let server = try SecureServer(binary, arguments: ["--tls-protocols", version])
    defer { server.stop() }
    try Self.check(TLSProbe(.trusting(), to: server.port), value: Self.value(4 << 20))
    // Less would be smaller than one packet of this interface, which makes the system wait between any two.
    let narrow = try TLSProbe(.trusting(), to: server.port, buffers: 64 * 1024)
    try Self.check(narrow, value: Self.value(2 << 20))
    // Room that never fits a record, and room for many.
    for room in [1000, 16 * 1024 + 1, 1 << 20] { try Self.check(narrow, value: Self.value(300_000), room: room) }
    #expect(!narrow.stream.hasPendingOutput)
  }

  @Test(arguments: ServerBinary.withTLS) func oneByteOfRoom(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    try Self.check(TLSProbe(.trusting(), to: server.port), value: Self.value(3000), room: 1)
  }

  @Test(arguments: ServerBinary.withTLS) func splitAnywhere(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, clients: .yes)
    defer { server.stop() }
    let options = TLSOptions.trusting {
      $0.identity = TLSIdentity(
        certificate: .file(TestCertificate.client.file), key: .file(TestCertificate.client.keyFile))
    }
    for piece in [1...1, 1...7, 1...5000] {
      let relay = try Relay(to: server.port, piece: piece)
      let probe = try TLSProbe(options, to: relay.port)
      for _ in 0..<20 { #expect(try probe.ping() == "+PONG\r\n") }
      try Self.check(probe, value: Self.value(piece.upperBound == 5000 ? 1 << 20 : 20_000))
    }
  }

  /// What counts as written has left whole; and not much is encrypted ahead of what the socket takes.
  @Test(arguments: ServerBinary.withTLS) func countsWholeRecords(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let relay = try Relay(to: server.port, piece: 1...65536)
    let probe = try TLSProbe(.trusting(), to: relay.port, buffers: 32 * 1024)
    #expect(try probe.ping() == "+PONG\r\n")
    relay.hold(true)
    let bytes = Self.set(Self.value(16 << 20))
    let sent = try fill(probe, with: bytes)
    #expect(sent < bytes.count)
    #expect(sent.isMultiple(of: TLSStream.recordLimit))
    #expect(probe.stream.hasPendingOutput)
    relay.hold(false)
    #expect(try probe.send(Array(bytes[sent...])) > 0)
    #expect(try probe.receive(5) == Array("+OK\r\n".utf8))
  }

  /// Writes until the socket is full.
  private func fill(_ probe: TLSProbe, with bytes: [UInt8]) throws -> Int {
    var sent = 0
    while true {
      let transfer = bytes[sent...].withUnsafeBytes { probe.stream.write(probe.socket.descriptor, $0) }
      switch transfer {
      case .bytes(let count): sent += count
      case .wouldBlock: return sent
      default: throw RedisError(.connectionClosed, "\(transfer)")
      }
    }
  }

  /// What does not count as sent must not leave with the farewell, when it may be on its way over another connection.
  @Test(arguments: ServerBinary.withTLS) func closesWithoutSendingMore(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let relay = try Relay(to: server.port, piece: 1...65536)
    let probe = try TLSProbe(.trusting(), to: relay.port, buffers: 32 * 1024)
    relay.hold(true)
    _ = try fill(probe, with: Self.set(Self.value(16 << 20)))
    relay.hold(false)
    try probe.waitForRoom()
    probe.stream.close(probe.socket.descriptor)
    #expect(probe.stream.hasPendingOutput)
  }

  /// Only what is here already: less than one buffer of the stream's, however much the server sends.
  @Test(arguments: ServerBinary.withTLS) func readsWithoutReceiving(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let probe = try TLSProbe(.trusting(), to: server.port)
    let value = Self.value(1 << 20)
    try probe.send(Self.set(value))
    #expect(try probe.receive(5) == Array("+OK\r\n".utf8))
    try probe.send("GET key\r\n")
    _ = try probe.receive(1, room: 100)
    var here = 0
    try withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 16) { room in
      while probe.stream.hasBufferedInput {
        switch probe.stream.read(probe.socket.descriptor, into: room, isReceiving: false) {
        case .bytes(let count): here += count
        case .wouldBlock: break
        case let other: throw RedisError(.connectionClosed, "\(other)")
        }
      }
    }
    #expect(here < TLSStream.receivedSize)
  }

  /// A farewell, and the end without one, are both just the end.
  @Test(arguments: ServerBinary.withTLS) func ends(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let asked = try TLSProbe(.trusting(), to: server.port)
    try asked.send("QUIT\r\n")
    #expect(try asked.receive(100) == Array("+OK\r\n".utf8))
    #expect(try !asked.readMore())
    let cut = try TLSProbe(.trusting(), to: server.port)
    #expect(try cut.ping() == "+PONG\r\n")
    server.stop()
    #expect(throws: Never.self) { try #expect(!cut.readMore()) }
  }

  @Test(arguments: ServerBinary.withTLS) func sharedContext(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let context = try TLSContext(.trusting())
    var probes: [TLSProbe] = []
    for _ in 0..<20 {
      let probe = try TLSProbe(context, to: server.port)
      try probe.handshake()
      probes.append(probe)
    }
    for probe in probes { #expect(try probe.ping() == "+PONG\r\n") }
  }
}
