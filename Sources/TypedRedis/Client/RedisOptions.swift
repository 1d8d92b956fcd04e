import RedisTransport

/// Everything that can be said about how to connect.
public struct RedisOptions: Sendable {
  /// Where the server listens. `localhost:6379` by default.
  public var endpoint = Endpoint.tcp(host: "localhost", port: 6379)
  /// The ACL user; nil for the default user.
  public var user: String?
  /// The password; nil for none.
  public var password: String?
  /// The logical database to work in.
  public var database = 0
  /// The name that the server shows for the client's connections.
  public var clientName: String?
  /// Which protocol to speak: RESP3 with RESP2 where the server knows no other, or one of them.
  public var protocolVersion = ProtocolVersion.automatic
  /// Look-up of the name, connecting and handshake together.
  public var connectTimeout = Duration.seconds(10)
  /// From when a command is called to when its reply is there. A blocking command may take its
  /// own timeout in addition.
  public var commandTimeout = Duration.seconds(10)
  /// How long to wait for an exclusive connection.
  public var leaseTimeout = Duration.seconds(10)
  /// How many exclusive connections there may be at a time, for blocking commands and leases.
  public var maximumExclusiveConnections = 64
  /// How many commands may wait on a connection; further ones fail.
  public var maximumPendingCommands = 1 << 20
  /// Bounds on what a server may send in one reply.
  public var limits = RESPLimits()
  /// Whether to connect with the first command instead of at once.
  public var connectsLazily = false
  /// The loop to run on; nil for the one that all clients share.
  public var eventLoop: EventLoop?

  /// Which protocol a connection speaks.
  public enum ProtocolVersion: String, Sendable, Hashable, CaseIterable {
    /// RESP3; RESP2 if the server knows no `HELLO`.
    case automatic = "auto"
    case resp2 = "2"
    case resp3 = "3"
  }

  public init() {}

  /// The options that a URL describes.
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names the part at fault.
  public init(url: String) throws(RedisError) {
    self = try RedisURL.parse(url)
  }
}
