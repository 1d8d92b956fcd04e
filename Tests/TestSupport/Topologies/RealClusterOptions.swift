/// What a cluster of real servers is like.
public struct RealClusterOptions: Sendable {
  /// At least three: fewer cannot elect a replica.
  public var primaries = 3
  public var replicasOfEach = 1
  /// Milliseconds. Long, unless somebody is to fail: a busy machine must not make one seem to have.
  public var nodeTimeout = 30_000
  /// Whether all of it stops while some slot has no server.
  public var needsFullCoverage = false
  /// Whether each server speaks TLS as well, on ``RealCluster/Node/securePort``, and with the others.
  public var isSecure = false
  /// What users without a name need.
  public var password: String?
  /// By what the servers call each other to clients; nil for addresses.
  public var hostname: String?
  /// Whether there is a proxy in front of each server, for clients that are told so: see ``RealCluster/proxyPorts``.
  public var isProxied = false
  /// What else each server is started with.
  public var arguments: [String] = []

  public init() {}

  /// One that may lose servers: what is down for so many milliseconds is replaced.
  public static func failingOver(after milliseconds: Int = 2000) -> RealClusterOptions {
    var options = RealClusterOptions()
    options.nodeTimeout = milliseconds
    return options
  }
}
