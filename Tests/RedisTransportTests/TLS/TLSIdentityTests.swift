import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Servers that want to know who connects.
@Suite(.ownThread, .timeLimit(.minutes(2))) struct TLSIdentityTests {
  private static func client(_ certificate: TestCertificate = .client) -> TLSIdentity {
    TLSIdentity(certificate: .file(certificate.file), key: .file(certificate.keyFile))
  }

  private static let encrypted = TLSIdentity(
    certificate: .data(TestCertificate.client.bytes), key: .file(TestCertificate.encryptedClientKeyFile),
    keyPassword: TestCertificate.password)

  @Test(arguments: ServerBinary.withTLS) func rightClient(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, clients: .yes)
    defer { server.stop() }
    let together = TestCertificate.client.bytes + TestCertificate.client.keyBytes
    let identities = [
      Self.client(), Self.encrypted, TLSIdentity(certificate: .data(together)),
      TLSIdentity(certificate: .data(TestCertificate.client.bytes), key: .data(TestCertificate.client.keyBytes)),
      // Whoever knows no password is not asked for one.
      TLSIdentity(
        certificate: .file(TestCertificate.client.file), key: .file(TestCertificate.client.keyFile),
        keyPassword: "not needed"),
    ]
    for identity in identities {
      #expect(try TLSProbe(.trusting { $0.identity = identity }, to: server.port).ping() == "+PONG\r\n")
    }
  }

  @Test(arguments: ServerBinary.withTLS, ["TLSv1.2", "TLSv1.3"])
  func wrongClient(_ binary: ServerBinary, protocol version: String) throws {
    let server = try SecureServer(binary, clients: .yes, arguments: ["--tls-protocols", version])
    defer { server.stop() }
    let nobody = refusal(.trusting(), to: server.port)
    #expect(nobody?.code == .connectFailed)
    #expect(
      nobody?.message == """
        TLS with localhost failed: the server refused a connection without a client certificate: it requires one
        """)
    let stranger = refusal(.trusting { $0.identity = Self.client(.otherClient) }, to: server.port)
    #expect(stranger?.code == .connectFailed)
    #expect(
      stranger?.message == """
        TLS with localhost failed: the server refused the client certificate: unknown authority
        """)
    // Its own certificate is not for clients.
    let server2 = refusal(.trusting { $0.identity = Self.client(.server) }, to: server.port)
    #expect(server2?.message.contains("the server refused the client certificate: ") == true)
  }

  @Test(arguments: ServerBinary.withTLS) func optionalClient(_ binary: ServerBinary) throws {
    let server = try SecureServer(binary, clients: .optional)
    defer { server.stop() }
    #expect(try TLSProbe(.trusting(), to: server.port).ping() == "+PONG\r\n")
    #expect(try TLSProbe(.trusting { $0.identity = Self.client() }, to: server.port).ping() == "+PONG\r\n")
    #expect(refusal(.trusting { $0.identity = Self.client(.otherClient) }, to: server.port) != nil)
  }
}
