import Foundation

/// A real server that speaks TLS on one port, and the clear on another.
public final class SecureServer: Sendable {
  /// What the server wants from clients.
  public enum ClientCertificates: String, Sendable { case yes, no, optional }

  public let server: RealServer
  /// Where TLS is spoken.
  public let port: Int

  /// - Parameter certificate: what the server shows.
  public init(
    _ binary: ServerBinary, certificate: TestCertificate = .server, clients: ClientCertificates = .no,
    arguments: [String] = []
  ) throws {
    port = try LoopbackSocket.freePort()
    server = try RealServer(
      binary,
      arguments: [
        "--tls-port", "\(port)", "--tls-cert-file", certificate.file, "--tls-key-file", certificate.keyFile,
        "--tls-ca-cert-file", TestCertificate.authority.file, "--tls-auth-clients", clients.rawValue,
      ] + arguments)
  }

  public func stop() { server.stop() }
}

extension ServerBinary {
  /// Whether the program was built with TLS. Found out by starting it with too little to go on.
  public var hasTLS: Bool {
    let text = GuardedProcess.output(of: path, "--port 0 --tls-port 1 --logfile '' || true") ?? ""
    return text.contains("tls-cert-file")
  }

  public static let withTLS = all.filter(\.hasTLS)
  public static let withoutTLS = all.filter { !withTLS.contains($0) }
}
