import RedisTransport

/// The connections of one client. They do not know who uses them.
struct ClientConnections: Sendable {
  /// Those that carry ordinary commands; at least one.
  let channel: ReconnectingChannel
  let otherChannels: [ReconnectingChannel]
  let pool: ConnectionPool

  init(_ options: RedisOptions, source: CredentialSource?, loop: EventLoop) {
    let connection = options.connectionOptions(source)
    let delays = options.reconnectDelays
    func channel() -> ReconnectingChannel {
      ReconnectingChannel(
        loop: loop, options: connection, backoff: Backoff(initial: delays.initial, maximum: delays.maximum))
    }
    self.channel = channel()
    otherChannels = (1..<max(2, options.multiplexedConnections + 1)).dropFirst().map { _ in channel() }
    let pool = options.poolOptions
    self.pool = ConnectionPool(
      loop: loop, options: connection, maximum: pool.maximum, leaseTimeout: pool.leaseTimeout)
  }

  /// Waits until every channel stands, for which they all have the same time.
  func connect() async throws(RedisError) {
    guard !otherChannels.isEmpty else { return try await channel.connect(task: WaitingTask.current) }
    let outcomes = await withTaskGroup(of: Result<Void, RedisError>.self) { group in
      for channel in [channel] + otherChannels {
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

  /// Makes the connections that stand use other credentials.
  ///
  /// Called when a provider announces new ones, from one task of the client, one after the other. To do for every connection, of the
  /// channels and of the pool, lent ones among them: send `credentials.command` out of turn, as the client's own command whose
  /// reply nobody waits for. A connection that is being made gets it when its set-up is done, since it may have asked before.
  /// An error reply closes the connection, as lost: the next one asks the provider. Nothing of the error but its kind may be shown.
  func reauthenticate(with credentials: RedisCredentials) {}

  func close() {
    channel.close()
    for channel in otherChannels { channel.close() }
    pool.close()
  }
}
