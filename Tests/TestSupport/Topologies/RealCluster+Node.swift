import Foundation

extension RealCluster {
  /// One server of a cluster.
  public final class Node: Sendable {
    public let server: RealServer
    /// Where the servers talk to each other.
    public let busPort: Int
    /// Where TLS is spoken; nil if it is not.
    public let securePort: Int?
    /// What the cluster calls it.
    public let id: String
    /// In front of it, for clients.
    public let proxy: FaultProxy?
    private let password: String?

    public var port: Int { server.port }
    public var url: String { server.url }

    init(_ binary: ServerBinary, _ options: RealClusterOptions) throws {
      let port = try LoopbackSocket.freePort()
      busPort = try LoopbackSocket.freePort()
      securePort = options.isSecure ? try LoopbackSocket.freePort() : nil
      proxy = options.isProxied ? try FaultProxy(to: port) : nil
      password = options.password
      var arguments = [
        "--cluster-enabled", "yes", "--cluster-port", "\(busPort)", "--cluster-node-timeout", "\(options.nodeTimeout)",
        "--cluster-require-full-coverage", options.needsFullCoverage ? "yes" : "no",
        "--cluster-allow-replica-migration", "no", "--cluster-replica-validity-factor", "0",
        "--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1",
      ]
      if let password { arguments += ["--requirepass", password, "--masterauth", password] }
      if let hostname = options.hostname {
        arguments += ["--cluster-announce-hostname", hostname, "--cluster-preferred-endpoint-type", "hostname"]
      }
      if let securePort {
        let certificate = TestCertificate.server
        // Among each other both ends show one.
        let own = TestCertificate.client
        arguments += [
          "--tls-client-cert-file", own.file, "--tls-client-key-file", own.keyFile,
          "--tls-port", "\(securePort)", "--tls-cert-file", certificate.file, "--tls-key-file", certificate.keyFile,
          "--tls-ca-cert-file", TestCertificate.authority.file, "--tls-auth-clients", "no", "--tls-cluster", "yes",
          "--tls-replication", "yes",
        ]
      }
      server = try RealServer(binary, port: port, arguments: arguments + options.arguments)
      id = try ControlConnection(port: port, password: password).call("CLUSTER", "MYID").text
    }

    /// A connection past the proxy.
    func control() throws -> ControlConnection { try ControlConnection(port: port, password: password) }

    func stop() {
      proxy?.stop()
      server.stop()
    }

    // MARK: Faults

    /// As `kill -9`.
    public func kill() { server.kill() }

    /// Starts it again that was killed; it knows who it was, and has no data.
    public func start() async throws { try await onThread { try self.server.start() } }

    /// Holds its process.
    public func freeze() { server.freeze() }
    public func thaw() { server.thaw() }
  }
}

extension RealCluster.Node: CustomStringConvertible {
  public var description: String { "node \(id.prefix(8)) on port \(port)" }
}
