import TestSupport
import Testing

@testable import RedisTransport

/// Gives a server that speaks TLS; skips the test where the program cannot.
func secureServer(
  _ binary: ServerBinary, certificate: TestCertificate = .server, clients: SecureServer.ClientCertificates = .no,
  arguments: [String] = []
) throws -> SecureServer {
  guard ServerBinary.withTLS.contains(binary) else { try Test.cancel("\(binary) was built without TLS") }
  return try SecureServer(binary, certificate: certificate, clients: clients, arguments: arguments)
}
