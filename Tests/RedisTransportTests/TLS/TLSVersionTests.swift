import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Versions of the protocol, and ciphers.
@Suite(.ownThread, .timeLimit(.minutes(2))) struct TLSVersionTests {
  @Test(arguments: ServerBinary.withTLS) func oldServer(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, arguments: ["--tls-protocols", "TLSv1.2"])
    defer { server.stop() }
    #expect(try TLSProbe(.trusting(), to: server.port).ping() == "+PONG\r\n")
    let error = refusal(.trusting { $0.minimumVersion = .tls13 }, to: server.port)
    #expect(error?.code == .connectFailed)
    #expect(
      error?.message == """
        TLS with localhost failed: the server speaks no version of TLS that is allowed here: \
        TLS 1.3 or later (protocol version)
        """)
  }

  @Test(arguments: ServerBinary.withTLS) func newServer(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, arguments: ["--tls-protocols", "TLSv1.3"])
    defer { server.stop() }
    for version in TLSOptions.Version.allCases {
      let options = TLSOptions.trusting { $0.minimumVersion = version }
      #expect(try TLSProbe(options, to: server.port).ping() == "+PONG\r\n")
    }
  }

  @Test(arguments: ServerBinary.withTLS) func ciphers(_ binary: ServerBinary) throws {
    let server = try SecureServer(
      binary,
      arguments: [
        "--tls-ciphers", "ECDHE-ECDSA-AES256-GCM-SHA384", "--tls-ciphersuites", "TLS_AES_256_GCM_SHA384",
        "--tls-protocols", "TLSv1.2",
      ])
    defer { server.stop() }
    #expect(
      try TLSProbe(.trusting { $0.ciphers = "ECDHE-ECDSA-AES256-GCM-SHA384" }, to: server.port).ping() == "+PONG\r\n")
    let error = refusal(.trusting { $0.ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256" }, to: server.port)
    #expect(error?.code == .connectFailed)
    #expect(
      error?.message == """
        TLS with localhost failed: the server and this client have no cipher in common (handshake failure)
        """)
  }

  @Test(arguments: ServerBinary.withTLS) func cipherSuites(_ binary: ServerBinary) throws {
    let server = try SecureServer(
      binary, arguments: ["--tls-ciphersuites", "TLS_AES_256_GCM_SHA384", "--tls-protocols", "TLSv1.3"])
    defer { server.stop() }
    #expect(
      try TLSProbe(.trusting { $0.cipherSuites = "TLS_AES_256_GCM_SHA384" }, to: server.port).ping() == "+PONG\r\n")
    let error = refusal(.trusting { $0.cipherSuites = "TLS_AES_128_GCM_SHA256" }, to: server.port)
    #expect(error?.message.contains("no cipher in common") == true)
  }

  /// None for any version that is allowed: found out before anything is sent.
  @Test(arguments: ServerBinary.withTLS) func noCiphersLeft(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let error = refusal(
      .trusting {
        $0.cipherSuites = ""
        $0.minimumVersion = .tls13
      }, to: server.port)
    #expect(error?.code == .connectFailed)
    #expect(error?.message.contains("no cipher is left") == true)
  }
}
