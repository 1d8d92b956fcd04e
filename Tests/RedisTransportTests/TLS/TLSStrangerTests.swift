import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Servers that do something else than what is asked of them.
@Suite(.ownThread, .timeLimit(.minutes(2))) struct TLSStrangerTests {
  private func refusal(_ script: @escaping @Sendable (ScriptedServer.Peer) -> Void) throws -> RedisError? {
    let server = try ScriptedServer { peer, _ in script(peer) }
    defer { server.stop() }
    return RedisTransportTests.refusal(.trusting(), to: server.port)
  }

  @Test func speaksInTheClear() throws {
    for text in ["-ERR unknown command\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "-", "\0\0\0\0\0\0\0\0"] {
      let error = try refusal { peer in
        _ = peer.socket.read()
        peer.send(text)
        while peer.socket.read() != nil {}
      }
      #expect(error?.code == .connectFailed)
      #expect(
        error?.message
          == "TLS with localhost failed: the server answers, but not in TLS; this port seems not to speak it")
    }
  }

  @Test func closes() throws {
    let error = try refusal { peer in
      _ = peer.socket.read()
      peer.close()
    }
    #expect(error?.code == .connectFailed)
    #expect(error?.message.contains("closed the connection during the handshake; does this port speak TLS?") == true)
  }

  @Test func resets() throws {
    let error = try refusal { peer in
      _ = peer.socket.read()
      peer.socket.reset()
    }
    #expect(error?.code == .connectFailed)
    #expect(error?.message.contains("the connection broke during the handshake") == true)
  }

  @Test func garbageAfterTheBeginning() throws {
    for _ in 0..<50 {
      let error = try refusal { peer in
        _ = peer.socket.read()
        // Looks like a record, and is none.
        let body = (0..<300).map { _ in UInt8.random(in: 0...255) }
        peer.socket.write([0x16, 3, 3, 1, 44] + body)
        peer.socket.write([0x15, 3, 3, 0, 2, 2, UInt8.random(in: 0...255)])
        peer.close()
      }
      #expect(error?.code == .connectFailed)
      #expect(error?.message.hasPrefix("TLS with localhost failed: ") == true)
    }
  }

  @Test func alerts() throws {
    for (number, text) in [(40, "no cipher in common"), (70, "no version of TLS"), (80, "says: internal error"), (99, "99")] {
      let error = try refusal { peer in
        _ = peer.socket.read()
        peer.socket.write([0x15, 3, 3, 0, 2, 2, UInt8(number)])
        peer.close()
      }
      #expect(error?.code == .connectFailed)
      #expect(error?.message.contains(text) == true, "\(number): \(error?.message ?? "")")
    }
  }

  /// The clear port of a server: it may take the greeting for a command or for half of one.
  @Test(arguments: ServerBinary.withTLS) func corruptedOnTheWay(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let probe = try TLSProbe(.trusting(), to: server.port)
    #expect(try probe.ping() == "+PONG\r\n")
    // As if the line had changed them: the server gets a record that is none, and says so.
    _ = probe.socket.write([0x17, 3, 3, 0, 32] + [UInt8](repeating: 7, count: 32))
    var error: RedisError?
    do {
      while try probe.readMore() {}
    } catch let refused as RedisError {
      error = refused
    }
    #expect(error?.code == .connectionClosed)
    #expect(error?.message == "TLS with localhost broke: the server says: bad record")
  }
}
