import RedisTransport

/// The connections of one client. They do not know who uses them.
struct ClientConnections: Sendable {
  /// Those that carry ordinary commands; at least one.
  let channels: [ReconnectingChannel]
  /// The first of them.
  let channel: ReconnectingChannel
  let pool: ConnectionPool
  /// Those that serve one purpose each.
  let further = FurtherChannels()
  let subscriptions: ClientSubscriptions
  private let loop: EventLoop
  private let delays: ReconnectDelays
  let connectionOptions: @Sendable (RedisConnectionEvent.Role) -> ConnectionOptions
  private let commandTimeout: UInt64

  /// - Parameters:
  ///   - observe: told what becomes of each connection, on the loop's thread.
  ///   - adapt: changes what is special about these connections.
  init(
    _ options: RedisOptions, source: CredentialSource?, loop: EventLoop, events: EventHub,
    observe: (@Sendable (RedisConnectionEvent.Role, ConnectionEvent) -> Void)? = nil,
    adapting adapt: (inout ConnectionOptions) -> Void = { _ in }
  ) {
    var adapted = options.connectionOptions(source)
    adapt(&adapted)
    let general = adapted
    let delays = options.reconnectDelays
    let node = observe == nil ? nil : options.endpoint
    let connection = { @Sendable [weak events] (role: RedisConnectionEvent.Role) -> ConnectionOptions in
      var connection = general
      let tell = events?.observer(for: role, node: node)
      guard let observe else {
        connection.observe = tell
        return connection
      }
      connection.observe = { event in
        observe(role, event)
        tell?(event)
      }
      return connection
    }
    self.loop = loop
    self.delays = delays
    connectionOptions = connection
    let pool = ConnectionPool(
      loop: loop, options: connection(.exclusive), pool: options.poolOptions, delays: delays)
    func channel(_ number: Int) -> ReconnectingChannel {
      let options = connection(.shared(number))
      return ReconnectingChannel(
        loop: loop, options: number == 0 ? options.warming(pool) : options, delays: delays)
    }
    self.pool = pool
    let first = channel(0)
    self.channel = first
    channels = [first] + (1..<max(1, options.multiplexedConnections)).map(channel)
    commandTimeout = options.commandTimeout.saturatedNanoseconds
    subscriptions = ClientSubscriptions(
      loop: loop, delays: delays, timeout: commandTimeout,
      servers: OneServer { connection(.subscriptions($0)) })
  }

  /// Makes another channel, which connects when it is first used, and is closed with the others.
  ///
  /// - Parameters:
  ///   - onNewLogin: called on the loop's thread when what is asked from then on is asked with other credentials.
  ///   - adapt: changes what is special about its connections.
  func makeChannel(
    _ role: RedisConnectionEvent.Role, onNewLogin: @escaping @Sendable () -> Void, adapting adapt: (inout ConnectionOptions) -> Void
  ) -> ReconnectingChannel {
    var options = connectionOptions(role)
    adapt(&options)
    let channel = ReconnectingChannel(loop: loop, options: options, delays: delays)
    further.add(channel, onNewLogin: onNewLogin)
    return channel
  }

  /// Ends one that ``makeChannel(_:onNewLogin:adapting:)`` has made.
  func endChannel(_ channel: ReconnectingChannel) {
    further.remove(channel)
    channel.close()
  }

  /// Waits until every channel stands, for which they all have the same time.
  func connect() async throws(RedisError) {
    guard channels.count > 1 else { return try await channel.connect(task: WaitingTask.current) }
    let outcomes = await withTaskGroup(of: Result<Void, RedisError>.self) { group in
      for channel in channels {
        group.addTask {
          do throws(RedisError) {
            return .success(try await channel.connect(task: WaitingTask.current))
          } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for outcome in outcomes { try outcome.get() }
  }

  /// Makes the connections that stand use other credentials. Those that are being made see to it themselves.
  ///
  /// A server that refuses them gets a new connection in the place of the one that it refused, which asks the provider; what
  /// is under way on the old one is answered there.
  func reauthenticate(with credentials: RedisCredentials) {
    let command = Reauthentication(credentials: credentials, timeout: commandTimeout)
    for channel in channels { renewLogin(of: channel, by: command) }
    // What was read with the old credentials may be nothing for the new ones.
    for member in further.all { renewLogin(of: member.channel, by: command, member.onNewLogin) }
    pool.renewLogin { connection in
      command.send(on: connection) { error in
        // It is being read from.
        connection.loop.schedule(at: .now) { connection.close(error) }
      }
    }
    subscriptions.reauthenticate(command)
  }

  /// - Parameter begin: called just before the login, which no command that is sent later comes before.
  private func renewLogin(
    of channel: ReconnectingChannel, by command: Reauthentication, _ begin: @escaping @Sendable () -> Void = {}
  ) {
    channel.withConnection { connection in
      begin()
      command.send(on: connection) { [weak channel] error in
        channel?.replaceConnection(connection, because: error)
      }
    }
  }

  func close() {
    for channel in channels { channel.close() }
    further.close()
    pool.close()
    subscriptions.close()
  }
}
