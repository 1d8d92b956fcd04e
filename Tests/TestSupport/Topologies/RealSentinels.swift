import Foundation

/// A primary, its replicas, and sentinels that watch over them.
public final class RealSentinels: Sendable {
  /// What is special about one.
  public struct Plan: Sendable {
    public var replicas = 2
    public var sentinels = 3
    /// How many sentinels have to agree that the primary is down.
    public var quorum = 2
    /// How long the primary may be silent.
    public var downAfter = Duration.milliseconds(900)
    /// The servers' password.
    public var password: String?
    /// The sentinels' password, of the default user.
    public var sentinelPassword: String?
    /// Whether servers and sentinels speak TLS, among each other too.
    public var isSecure = false

    public init() {}

    /// One primary, and one sentinel.
    public static var smallest: Plan {
      var plan = Plan()
      plan.replicas = 0
      plan.sentinels = 1
      plan.quorum = 1
      return plan
    }
  }

  public static let name = "main"

  public let plan: Plan
  public let binary: ServerBinary
  /// The first one is the primary at first.
  public let servers: [RealServer]
  public let sentinels: [RealSentinel]
  /// Where each of the servers, and of the sentinels, is to be connected to.
  public let serverPorts: [Int]
  public let sentinelPorts: [Int]

  /// Starts everything and waits until all sentinels know each other and the replicas, which follow the primary.
  public static func started(_ binary: ServerBinary, _ plan: Plan = Plan()) async throws -> RealSentinels {
    try await onThread { try RealSentinels(binary, plan) }
  }

  private init(_ binary: ServerBinary, _ plan: Plan) throws {
    self.binary = binary
    self.plan = plan
    serverPorts = try (0...plan.replicas).map { _ in try LoopbackSocket.freePort() }
    sentinelPorts = try (0..<plan.sentinels).map { _ in try LoopbackSocket.freePort() }
    let primaryPort = serverPorts[0]
    var servers: [RealServer] = []
    for (number, port) in serverPorts.enumerated() {
      var arguments = ["--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1"]
      if number > 0 { arguments += ["--replicaof", "127.0.0.1 \(primaryPort)"] }
      if let password = plan.password { arguments += ["--requirepass", password, "--masterauth", password] }
      if plan.isSecure { arguments += Self.secure(port).flatMap { ["--\($0.0)", $0.1] } }
      servers.append(try RealServer(binary, port: plan.isSecure ? nil : port, arguments: arguments))
    }
    self.servers = servers
    var sentinels: [RealSentinel] = []
    for port in sentinelPorts {
      var lines = ["sentinel monitor \(Self.name) 127.0.0.1 \(primaryPort) \(plan.quorum)"]
      lines += [
        "sentinel down-after-milliseconds \(Self.name) \(Int(plan.downAfter / .milliseconds(1)))",
        "sentinel failover-timeout \(Self.name) 3000", "sentinel parallel-syncs \(Self.name) 2",
      ]
      if let password = plan.password { lines.append("sentinel auth-pass \(Self.name) \(password)") }
      if let password = plan.sentinelPassword { lines += ["requirepass \(password)", "sentinel sentinel-pass \(password)"] }
      if plan.isSecure { lines += Self.secure(port).map { "\($0.0) \($0.1)" } }
      sentinels.append(try RealSentinel(binary, port: plan.isSecure ? nil : port, lines: lines))
    }
    self.sentinels = sentinels
    // They tell each other, and ask, more often than they do by themselves. What they know of a replica has to be younger than five
    // of the ping periods for it to be promoted, and is up to a second old.
    for sentinel in sentinels { _ = try ask(sentinel, "SENTINEL DEBUG INFO-PERIOD 100 PING-PERIOD 300 PUBLISH-PERIOD 100") }
    try waitUntilReady()
    // After four of these a server that has become a primary is made a replica again, unless a failover is known of by then, of
    // which a sentinel hears once in a second.
    for sentinel in sentinels { _ = try ask(sentinel, "SENTINEL DEBUG PUBLISH-PERIOD 600") }
  }

  deinit { stop() }

  public func stop() {
    for sentinel in sentinels { sentinel.stop() }
    for server in servers { server.stop() }
  }

  private static func secure(_ port: Int) -> [(String, String)] {
    [
      ("tls-port", "\(port)"), ("tls-cert-file", TestCertificate.server.file), ("tls-key-file", TestCertificate.server.keyFile),
      ("tls-ca-cert-file", TestCertificate.authority.file), ("tls-auth-clients", "no"), ("tls-replication", "yes"),
    ]
  }

  private func waitUntilReady() throws {
    let deadline = Date().addingTimeInterval(60)
    while Date() < deadline {
      let isReady = try sentinels.allSatisfy { sentinel in
        let primary = try ask(sentinel, "SENTINEL MASTER \(Self.name)")
        let replicas = try ask(sentinel, "SENTINEL REPLICAS \(Self.name)")
        return Self.value("num-other-sentinels", primary) == "\(plan.sentinels - 1)"
          && replicas.components(separatedBy: "master-link-status\r\n$2\r\nok").count == plan.replicas + 1
      }
      if isReady { return }
      usleep(50_000)
    }
    throw NotReady()
  }

  public struct NotReady: Error {}

  /// Of a field in an array of names and values.
  private static func value(_ name: String, _ text: String) -> String? {
    let lines = text.components(separatedBy: "\r\n")
    return lines.firstIndex(of: name).flatMap { $0 + 2 < lines.count ? lines[$0 + 2] : nil }
  }

  /// Asks a sentinel, over its port that is in the clear, and gives the reply as it came.
  public func ask(_ sentinel: RealSentinel, _ line: String) throws -> String {
    let socket = try LoopbackSocket.connect(port: sentinel.port)
    defer { socket.close() }
    if let password = plan.sentinelPassword { socket.write("AUTH \(password)\r\n") }
    socket.write("\(line)\r\nPING\r\n")
    var text = ""
    while !text.hasSuffix("+PONG\r\n"), let bytes = socket.read() { text += String(decoding: bytes, as: UTF8.self) }
    return text
  }

  /// The server that listens there.
  public func server(at port: Int) -> RealServer? {
    zip(serverPorts, servers).first { $0.0 == port }?.1
  }

  /// `redis+sentinel://` and the first of the sentinels.
  ///
  /// - Parameter count: how many of them; nil for all.
  public func url(naming count: Int? = nil, query: String = "") -> String {
    let hosts = sentinelPorts.prefix(count ?? sentinelPorts.count).map { "127.0.0.1:\($0)" }.joined(separator: ",")
    let password = plan.password.map { ":\($0)@" } ?? ""
    var items = query.isEmpty ? [] : [query]
    if let password = plan.sentinelPassword { items.append("sentinel_password=\(password)") }
    if plan.isSecure { items.append("tls_ca_file=\(TestCertificate.authority.file)") }
    return "redis\(plan.isSecure ? "s" : "")+sentinel://\(password)\(hosts)/\(Self.name)"
      + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
  }
}
