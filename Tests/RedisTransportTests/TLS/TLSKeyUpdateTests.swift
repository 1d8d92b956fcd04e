import Foundation
import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// What a server may send that is not for the caller. Redis sends none of it by itself, so this asks OpenSSL's own
/// server, which does what it reads on its standard input.
@Suite(
  .ownThread, .timeLimit(.minutes(2)),
  .enabled(if: OpenSSLServer.isPossible, "there is no openssl program of version 1.1.1 or later"))
struct TLSKeyUpdateTests {
  @Test func keyUpdates() throws {
    let server = try OpenSSLServer("-tls1_3")
    try updateKeys(server, server.connect())
  }

  private func updateKeys(_ server: OpenSSLServer, _ probe: TLSProbe) throws {
    // "k" is a new key of the server's, "K" one that asks for ours as well.
    for (index, order) in ["k", "K", "K", "k", "K"].enumerated() {
      server.say(order)
      server.say("line \(index)")
      #expect(try probe.receive(7) == Array("line \(index)\n".utf8))
      try probe.send("answer \(index)\n")
    }
    #expect(!probe.stream.hasPendingOutput)
  }

  @Test func noRenegotiation() throws {
    let server = try OpenSSLServer("-tls1_2")
    try renegotiate(server, server.connect())
  }

  private func renegotiate(_ server: OpenSSLServer, _ probe: TLSProbe) throws {
    server.say("before")
    #expect(try probe.receive(7) == Array("before\n".utf8))
    server.say("r")
    // We do not want to, and the connection stays as it was.
    server.say("after")
    #expect(try probe.receive(6) == Array("after\n".utf8))
    try probe.send("still there\n")
  }
}

/// `openssl s_server` on a port of its own.
final class OpenSSLServer {
  private let input: UnsafeMutablePointer<FILE>
  private let port: Int

  static let isPossible = system("openssl s_server -help >/dev/null 2>&1") == 0

  init(_ arguments: String) throws {
    port = try LoopbackSocket.freePort()
    let certificate = TestCertificate.server
    let command =
      "openssl s_server -naccept 1 -accept \(port) -cert '\(certificate.file)' -key '\(certificate.keyFile)' "
      + "\(arguments) >/dev/null 2>&1"
    guard let input = popen(command, "w") else { throw RedisError(.unsupported, "no shell") }
    setvbuf(input, nil, _IOLBF, 0)
    self.input = input
  }

  deinit {
    // It ends with its only connection, so it gets one in case it had none.
    (try? LoopbackSocket.connect(port: port))?.close()
    pclose(input)
  }

  /// A line that is either an order or data for the client.
  func say(_ line: String) {
    fputs(line + "\n", input)
    fflush(input)
    // Orders are such only at the beginning of what the server reads at once.
    usleep(200_000)
  }

  func connect() throws -> TLSProbe {
    for _ in 0..<200 {
      if let probe = try? TLSProbe(.trusting(), to: port) { return probe }
      usleep(50_000)
    }
    throw RedisError(.connectFailed, "openssl s_server does not start")
  }
}
