import RedisTransport
import Synchronization

/// What all values of one client share: the multiplexed connections and the exclusive ones.
final class RedisCore: CommandRouter, @unchecked Sendable {
  let loop: EventLoop
  let connections: ClientConnections
  /// What is wrong with the options. Then nothing connects, and every command fails with this.
  let flaw: RedisError?
  /// The defaults, if there is something wrong with those that were asked for.
  let options: RedisOptions
  /// Whether there is one channel, and nothing is wrong: then a command needs no further look.
  private let isPlain: Bool
  private let turn = Atomic<Int>(0)
  let events: EventHub
  /// Whether nobody else's events go the same way.
  private let ownsEvents: Bool
  private let loads = ScriptLoads()
  /// Knows the connections and not the client, which may end meanwhile.
  private let rotation: Task<Void, Never>?

  var channel: ReconnectingChannel { connections.channel }
  var pool: ConnectionPool { connections.pool }

  /// - Parameters:
  ///   - events: where what becomes of its connections is told, with those of others; nil for its own.
  ///   - observe: told the same, on the loop's thread.
  ///   - adapt: changes what is special about this client's connections.
  init(
    _ wanted: RedisOptions, events sharedEvents: EventHub? = nil,
    observe: (@Sendable (RedisConnectionEvent.Role, ConnectionEvent) -> Void)? = nil,
    adapting adapt: (inout ConnectionOptions) -> Void = { _ in }
  ) {
    let events = sharedEvents ?? EventHub()
    self.events = events
    ownsEvents = sharedEvents == nil
    var flaw: RedisError?
    do throws(RedisError) { try wanted.validate() } catch { flaw = error }
    let options = flaw == nil ? wanted : RedisOptions()
    let source = options.credentials.map(CredentialSource.init)
    let loop = wanted.eventLoop ?? .shared
    let connections = ClientConnections(
      options, source: source, loop: loop, events: events, observe: observe, adapting: adapt)
    self.flaw = flaw
    self.options = options
    self.loop = loop
    self.connections = connections
    isPlain = flaw == nil && connections.channels.count == 1
    rotation = source.flatMap { source in
      source.rotations().map { RedisCore.follow($0, of: source, for: connections) }
    }
    super.init(deadlines: options.deadlines, isShared: true)
  }

  deinit { close() }

  override func submit(_ call: PendingCall) {
    guard isPlain else { return submitInTurn(call) }
    connections.channel.submit(call)
  }

  override func submit(_ calls: [PendingCall]) {
    if let flaw { return calls.forEach { $0.reject(flaw) } }
    let channel = nextChannel
    for call in calls { channel.submit(call) }
  }

  private func submitInTurn(_ call: PendingCall) {
    if let flaw { return call.reject(flaw) }
    nextChannel.submit(call)
  }

  /// The channel that carries the next command.
  var nextChannel: ReconnectingChannel {
    let channels = connections.channels
    guard channels.count > 1 else { return connections.channel }
    let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue.magnitude
    return channels[Int(turn % UInt(channels.count))]
  }

  /// For one blocking command, which is treated as those on the shared connection are.
  override func lease(
    for requests: () -> [FramedRequest], after error: RedisError?, task: WaitingTask?
  ) async throws(RedisError) -> CommandRouter { try await lease(task: task, timeout: nil, retriesRefusals: true) }

  override func lease(
    keys: [RedisValue], task: WaitingTask?, timeout: Duration?
  ) async throws(RedisError) -> ExclusiveRouter { try await lease(task: task, timeout: timeout) }

  /// For whoever wants to have a connection for themselves.
  ///
  /// - Parameter retriesRefusals: whether it is for one command, which is treated as those on the shared connection are.
  func lease(
    task: WaitingTask?, timeout: Duration?, retriesRefusals: Bool = false
  ) async throws(RedisError) -> ExclusiveRouter {
    if let flaw { throw flaw }
    return router(for: try await pool.lease(task: task, timeout: timeout, retriesRefusals: retriesRefusals))
  }

  override func subscribe(
    _ topics: [RedisTopic], _ policy: RedisBufferPolicy, confirmedWithin timeout: UInt64?
  ) async throws(RedisError) -> Subscription {
    if let flaw { throw flaw }
    return try await connections.subscriptions.open(topics, policy, confirmedWithin: timeout)
  }

  private func router(for connection: Connection) -> ExclusiveRouter {
    ExclusiveRouter(connection, pool: pool, deadlines: deadlines)
  }

  override var scriptLoads: ScriptLoads? { loads }

  override func endLease(_ router: CommandRouter) {
    (router as? ExclusiveRouter)?.end()
  }

  func connect() async throws(RedisError) {
    if let flaw { throw flaw }
    try await connections.connect()
  }

  func close() {
    rotation?.cancel()
    connections.close()
    // After what closing the connections leads to.
    if ownsEvents { loop.perform { [events] in events.close() } }
  }

  /// Passes on what a provider announces, until it ends or the client does.
  private static func follow(
    _ rotations: AsyncStream<RedisCredentials>, of source: CredentialSource, for connections: ClientConnections
  ) -> Task<Void, Never> {
    Task.detached {
      for await credentials in rotations {
        source.announce(credentials)
        connections.reauthenticate(with: credentials)
      }
    }
  }
}
