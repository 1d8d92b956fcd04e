import RESP

/// What one connection needs to know before it starts.
package struct ConnectionOptions: Sendable {
  package var endpoint: Endpoint
  /// Asked at each connect where the server is, in place of `endpoint`. Runs while the connection is being made; its task is
  /// cancelled when that fails. A search that it shares with other connections goes on for them.
  package var resolveEndpoint: (@Sendable () async throws(RedisError) -> Endpoint)?
  /// Asking for the endpoint and credentials, look-up, connecting, TLS, handshake and preparation together.
  package var connectTimeout = Duration.seconds(10)
  /// Nil for a connection in the clear.
  package var tls: TLSOptions? {
    didSet { tlsContext = tls.map(SharedTLSContext.init) }
  }
  private(set) var tlsContext: SharedTLSContext?
  /// Nil to leave a silent connection alone.
  package var keepAlive: KeepAlive? = KeepAlive()
  /// How long the peer's system may leave bytes unacknowledged; nil for the system's own limit.
  package var userTimeout: Duration?
  /// After how long without a byte from the server it is asked for one; nil for never.
  package var probeInterval: Duration?
  /// How long the answer to a probe may take before the connection counts as broken.
  package var probeTimeout = Duration.seconds(5)
  /// Writes the command that a probe consists of.
  package var probe: @Sendable (inout CommandEncoder) -> Void = { _ in }
  package var limits = RESPLimits()
  package var queue = QueueLimits()
  /// Whether commands that the server could not take yet (it was loading, busy, or not the primary any more) are sent
  /// again within their deadlines.
  package var retriesRefusals = true
  /// Whether the server is a replica that is only to be read from: that it refuses to write is then the command's own error, which
  /// goes to the caller at once, and no reason for another connection.
  package var expectsReadOnly = false
  /// Makes the state machine for the next connection. Ignored if `prepareHandshake` is there.
  package var makeHandshake: @Sendable () -> any ConnectionHandshake
  /// The same where something has to be asked first, a credential provider for example. Runs while the connection is
  /// being made, and is cancelled when that fails.
  package var prepareHandshake: (@Sendable () async throws(RedisError) -> any ConnectionHandshake)?
  /// What is done on a connection after its handshake and before anyone else's command. May submit commands to it.
  package var prepare: (@Sendable (Connection) async throws(RedisError) -> Void)?
  /// Told what becomes of the connection, on the loop's thread; must not wait.
  package var observe: (@Sendable (ConnectionEvent) -> Void)?
  /// Given the frames that nobody asked for, in RESP3's form or RESP2's: messages, confirmations of what no command under way
  /// asked for, invalidations. On the loop's thread, in their order among the replies; must not wait.
  package var receive: (@Sendable (UnsafeRawBufferPointer) -> Void)?

  package init(endpoint: Endpoint, makeHandshake: @escaping @Sendable () -> any ConnectionHandshake) {
    self.endpoint = endpoint
    self.makeHandshake = makeHandshake
  }
}
