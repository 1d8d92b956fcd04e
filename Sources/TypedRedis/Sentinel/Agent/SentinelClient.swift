import RedisTransport
import Synchronization

/// One sentinel: who asks it, and who listens to what it announces.
final class SentinelClient: Sendable {
  let endpoint: Endpoint
  let redis: Redis
  private let known = Mutex<String?>(nil)
  private let listening = Mutex<Task<Void, Never>?>(nil)

  init(_ endpoint: Endpoint, _ options: RedisOptions) {
    var options = options
    options.endpoint = endpoint
    self.endpoint = endpoint
    redis = Redis(options)
  }

  deinit { close() }

  func close() {
    listening.withLock { $0.take() }?.cancel()
    redis.close()
  }

  // MARK: Questions

  /// Where this sentinel holds the primary to be; nil if it knows none of that name.
  func primary(_ name: String) async throws(RedisError) -> Endpoint? {
    try await stand()
    do throws(RedisError) {
      return try await redis.sentinelGetMasterAddrByName(primaryName: name)?.endpoint()
    } catch {
      throw error.refusingToAnswer
    }
  }

  /// The replicas that this sentinel knows.
  func replicas(_ name: String, _ remap: (Endpoint) -> Endpoint) async throws(RedisError) -> [ReplicaPoll.Replica] {
    try await stand()
    let list: [SentinelReplica]
    do throws(RedisError) { list = try await redis.sentinelReplicas(primaryName: name) } catch { throw error.refusingToAnswer }
    return list.compactMap { replica in
      guard let endpoint = Endpoint.announced(replica.ip, replica.port) else { return nil }
      return ReplicaPoll.Replica(endpoint: remap(endpoint), isUsable: replica.isUsable)
    }
  }

  /// The other sentinels that this one knows, with what they call themselves.
  func others(_ name: String, _ remap: (Endpoint) -> Endpoint) async throws(RedisError) -> [SentinelMembers.Listed] {
    try await stand()
    return try await redis.sentinelSentinels(primaryName: name).compactMap { peer in
      Endpoint.announced(peer.ip, peer.port).map { SentinelMembers.Listed(endpoint: remap($0), identity: peer.runID) }
    }
  }

  /// What it calls itself, which survives a new address; nil if it does not say. Asked once, and again after it was lost: there may
  /// be another one in its place.
  func identity() async -> String? {
    if let known = known.withLock({ $0 }) { return known.isEmpty ? nil : known }
    do throws(RedisError) {
      let identity = try await redis.sentinelMyid()
      known.withLock { $0 = identity }
      return identity.isEmpty ? nil : identity
    } catch {
      // A sentinel that refuses the question does so every time.
      if error.code == .server { known.withLock { $0 = "" } }
      return nil
    }
  }

  /// A command would wait for a sentinel that is gone for as long as commands may; this fails with the next attempt.
  private func stand() async throws(RedisError) { try await redis.core.connect() }

  // MARK: Announcements

  /// What became of listening.
  enum News: Sendable {
    case announced(SentinelAnnouncement)
    /// It is heard from here on.
    case listening
    case restored
    case lost(RedisError)
  }

  /// Has `wanted` called with what the sentinel announces, until it is closed.
  func listen(_ wanted: @escaping @Sendable (News) -> Void) {
    let tell = { @Sendable [weak self] (news: News) in
      if case .lost = news { self?.known.withLock { $0 = nil } }
      wanted(news)
    }
    let task = Task.detached { [redis] in
      while !Task.isCancelled {
        do {
          try await SentinelClient.follow(redis, tell)
        } catch {
          tell(.lost(error as? RedisError ?? .taskCancelled))
        }
        // It refuses; perhaps not for ever.
        try? await Task.sleep(for: .seconds(1))
      }
    }
    listening.withLock { $0 = task }
  }

  private static func follow(_ redis: Redis, _ tell: @escaping @Sendable (News) -> Void) async throws {
    try await redis.withSubscription(
      channels: SentinelAnnouncement.channels, buffering: .dropOldest(4096), confirmed: false
    ) { messages in
      let events = Task.detached { [events = messages.events] in await SentinelClient.watch(events, tell) }
      defer { events.cancel() }
      for try await message in messages {
        guard let announcement = SentinelAnnouncement(
          channel: message.channel.description, text: message.payload.description)
        else { continue }
        tell(.announced(announcement))
      }
    }
  }

  private static func watch(_ events: AsyncStream<RedisSubscriptionEvent>, _ tell: @Sendable (News) -> Void) async {
    for await event in events {
      switch event {
      case .subscribed: tell(.listening)
      case .restored: tell(.restored)
      case .interrupted(let error): tell(.lost(error))
      case .unsubscribed, .mayHaveMissed, .refused: break
      }
    }
  }
}

extension Endpoint {
  /// As servers write addresses; nil for what is none.
  static func announced(_ host: String, _ port: Int) -> Endpoint? {
    host.isEmpty || !(1...65_535).contains(port) ? nil : .tcp(host: host, port: port)
  }
}

extension SentinelAddress {
  fileprivate func endpoint() throws(RedisError) -> Endpoint {
    guard let endpoint = Endpoint.announced(host, port) else {
      throw RedisError(.unexpectedReply, "the address \(host.debugDescription), \(port) is none")
    }
    return endpoint
  }
}

extension SentinelReplica {
  /// It can be reached, and follows its primary.
  fileprivate var isUsable: Bool {
    !flags.isSubjectivelyDown && !flags.isObjectivelyDown && !flags.isDisconnected && primaryLinkStatus == "ok"
  }
}

extension RedisError {
  /// An error reply to a question that every sentinel answers: asking again gives the same.
  fileprivate var refusingToAnswer: RedisError {
    guard code == .server, let server else { return self }
    return RedisError(.handshakeFailed, message).with(server: server)
  }
}
