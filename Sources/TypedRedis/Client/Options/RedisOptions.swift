import RedisTransport

/// Everything that can be said about how to connect and how to behave.
///
/// Each option has a default that suits most programs, and most can be written in a URL: the README lists the names. Wrong
/// values and contradictions are found by ``validate()``.
public struct RedisOptions: Sendable {
  // MARK: Where to, and as whom

  /// Where the server listens. `localhost:6379` by default.
  public var endpoint = Endpoint.tcp(host: "localhost", port: 6379)
  /// How the connection is secured; nil, the default, for one in the clear. Over a Unix socket it has to
  /// have a `serverName`, unless names are not checked.
  public var tls: TLSOptions?
  /// The ACL user; nil for the default user. Servers have users since Redis 6.0.
  public var user: String?
  /// The password; nil for none. Never shown in errors and descriptions.
  public var password: String?
  /// Asked for user and password at each connect, in place of `user` and `password`.
  public var credentials: (any RedisCredentialProvider)?

  // MARK: What the server is told on each new connection

  /// Which protocol to speak: RESP3 with RESP2 where the server knows no other, or one of them.
  public var protocolVersion = ProtocolVersion.automatic
  /// The logical database to work in.
  public var database = 0
  /// The name that the server shows for the client's connections: visible ASCII characters without spaces.
  public var clientName: String?
  /// Shown by the server behind the library's name, as `typed-redis(suffix)`, for example the name and version of a framework:
  /// visible ASCII characters without spaces. Since Redis 7.2; older servers show neither.
  public var librarySuffix: String?
  /// Whether the server is told the name and version of this library (since Redis 7.2). True by default.
  public var sendsLibraryInfo = true
  /// Whether the server spares the connections when it evicts clients for the memory they use. Since Redis 7.0; an older
  /// server refuses the connection. False by default.
  public var noEvict = false
  /// Whether what is read keeps its age, so that reading does not influence which keys are evicted. Since Redis 7.2; an
  /// older server refuses the connection. False by default.
  public var noTouch = false
  /// Whether the connections may read from a replica of a cluster. A Redis server that is no cluster node refuses the connection.
  /// False by default.
  public var readsFromReplica = false
  /// Runs on every new connection after all of this, before anyone else's command, with a ``RedisConnection`` whose
  /// commands go to that connection only. Its time is part of `connectTimeout`. If it throws, the connection is closed.
  public var onConnect: (@Sendable (RedisConnection) async throws -> Void)?

  // MARK: Deadlines

  /// Asking for credentials, look-up of the name, connecting, TLS, set-up and `onConnect` together. 10 seconds by default.
  public var connectTimeout = Duration.seconds(10)
  /// From when a command is called to when its reply is there. A blocking command may take its own timeout in addition.
  /// 10 seconds by default.
  public var commandTimeout = Duration.seconds(10)
  /// How long to wait for an exclusive connection. 10 seconds by default.
  public var leaseTimeout = Duration.seconds(10)
  /// What a blocking command may take beyond its own timeout. Nil, the default, for the command timeout.
  public var blockingGrace: Duration?

  // MARK: Finding out that a connection is gone

  /// How the system asks the other side of a silent TCP connection; nil for not at all.
  public var keepAlive: KeepAlive? = KeepAlive()
  /// For how long the other side's system may leave bytes unacknowledged (`TCP_USER_TIMEOUT`, where the system has it). Nil,
  /// the default, for the system's own limit, which is many minutes.
  public var tcpUserTimeout: Duration?
  /// After how long without a byte from the server it is asked for one, so that connections are found out that the system
  /// believes in. 30 seconds by default; nil for never.
  public var probeInterval: Duration? = .seconds(30)
  /// How long the answer to such a question may take. 5 seconds by default.
  public var probeTimeout = Duration.seconds(5)

  // MARK: Coming back

  /// How long after a break the first attempt to connect comes. Later ones wait twice as long each time. Chance takes up to half
  /// off each of these times. 5 milliseconds by default.
  public var reconnectDelay = Duration.milliseconds(5)
  /// The longest time between two attempts. As long as commands wait it is never more than 100 milliseconds. 2 seconds by
  /// default.
  public var maximumReconnectDelay = Duration.seconds(2)
  /// Whether a command is sent again, within its deadline, when the server says that it cannot serve it for now: `LOADING`,
  /// `BUSY`, `MASTERDOWN`, `TRYAGAIN`, `CLUSTERDOWN`; and over a new connection when this one leads to a replica or has lost its
  /// login: `READONLY`, `NOAUTH`. Scripts, which may have done a part of their work, are not sent again. True by default.
  public var retriesServerErrors = true
  /// Whether to connect with the first command instead of at once. False by default.
  public var connectsLazily = false

  // MARK: How many connections

  /// How many connections carry the ordinary commands of all tasks. One by default, which is enough unless replies are large.
  public var multiplexedConnections = 1
  /// How many exclusive connections there may be at a time, for blocking commands and leases. 64 by default.
  public var maximumExclusiveConnections = 64
  /// How many exclusive connections are opened as soon as the client has connected, and kept open. None by default.
  public var minimumExclusiveConnections = 0
  /// After how long without use an exclusive connection above the minimum is closed. 5 minutes by default; nil for never.
  public var exclusiveIdleTime: Duration? = .seconds(300)
  /// An exclusive connection that was idle for so long has to answer a question before it is leased. 10 seconds by default;
  /// zero for always, nil for never.
  public var healthCheckInterval: Duration? = .seconds(10)

  // MARK: Limits

  /// How many commands may be sent and unanswered on one connection; further ones wait. 65,536 by default.
  public var maximumCommandsInFlight = 1 << 16
  /// How many commands may wait on one connection, those in flight among them. 1,048,576 by default.
  public var maximumPendingCommands = 1 << 20
  /// How many bytes the commands may have together that wait on one connection to be sent; one that is larger alone passes when
  /// no other waits. 256 MiB by default.
  public var maximumQueuedBytes = 256 << 20
  /// What happens to a command beyond these limits: it fails, which is the default, or its caller waits for room.
  public var whenFull = QueueLimits.Policy.fail
  /// Bounds on what a server may send in one reply.
  public var limits = RESPLimits()

  /// The loop to run on; nil for the one that all clients share.
  public var eventLoop: EventLoop?

  /// Which protocol a connection speaks.
  public enum ProtocolVersion: String, Sendable, Hashable, CaseIterable {
    /// RESP3; RESP2 if the server knows no `HELLO`.
    case automatic = "auto"
    /// RESP2, without `HELLO`.
    case resp2 = "2"
    /// RESP3; a server that does not know it refuses the connection.
    case resp3 = "3"
  }

  /// The defaults.
  public init() {}

  /// The options that a URL describes, checked as by ``validate()``.
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names the part at fault.
  public init(url: String) throws(RedisError) {
    self = try RedisURL.parse(url)
  }
}
