import Foundation
import Synchronization
import TestSupport
import Testing
import TypedRedis

/// Failovers of real topologies, with a client that is in use.
@Suite(.serialized, .timeLimit(.minutes(8))) struct SentinelFailoverTests {
  /// What came of the commands of a load, and when.
  private final class Ledger: Sendable {
    struct State {
      var successes = 0
      var lastSuccess = ContinuousClock.now
      /// By task, the highest number that was acknowledged.
      var acknowledged: [Int: Int] = [:]
      var errors: [RedisError] = []
      var announcedAt: ContinuousClock.Instant?
      var firstAfterwards: ContinuousClock.Instant?
    }

    let state = Mutex(State())

    func wrote(_ number: Int, by task: Int) {
      state.withLock { state in
        state.successes += 1
        state.acknowledged[task] = number
        if state.announcedAt != nil, state.firstAfterwards == nil { state.firstAfterwards = .now }
      }
    }

    func failed(_ error: RedisError) { state.withLock { $0.errors.append(error) } }

    func announced() { state.withLock { $0.announcedAt = $0.announcedAt ?? .now } }

    var successes: Int { state.withLock { $0.successes } }
    var errors: [RedisError] { state.withLock { $0.errors } }
    /// Those that say that nothing was done, which nobody should have to see.
    var clear: [RedisError] { errors.filter { !$0.mayHaveBeenApplied } }
    var delay: Duration? {
      state.withLock { state in
        guard let from = state.announcedAt, let to = state.firstAfterwards else { return nil }
        return to - from
      }
    }
  }

  /// A client in use: tasks that write, and one that notes when the client hears of a new primary.
  private struct Load {
    let ledger = Ledger()
    private let writers: [Task<Void, Never>]
    private let watcher: Task<Void, Never>

    init(_ client: RedisSentinel) {
      let ledger = ledger
      let events = client.events
      let redis = client.primary
      writers = (0..<16).map { number in Task.detached { await Self.write(redis, ledger, number) } }
      watcher = Task.detached {
        for await event in events {
          if case .primaryChanged(.some, _) = event { ledger.announced() }
        }
      }
    }

    private static func write(_ redis: Redis, _ ledger: Ledger, _ task: Int) async {
      var number = 0
      while !Task.isCancelled {
        number += 1
        do throws(RedisError) {
          try await redis.set(key: "task:\(task)", value: number)
          ledger.wrote(number, by: task)
        } catch {
          if !Task.isCancelled { ledger.failed(error) }
        }
        try? await Task.sleep(for: .milliseconds(1))
      }
    }

    func isUnderWay() async throws {
      try await eventually("no load") { ledger.successes > 100 }
    }

    func stop() {
      for task in writers + [watcher] { task.cancel() }
    }

    func hasStopped() async {
      stop()
      for task in writers { await task.value }
    }
  }

  /// Waits until somebody is blocked there.
  private func isBlocked(_ redis: Redis) async throws {
    try await eventually("nobody is blocked") {
      let info = try await redis.info(sections: ["clients"])
      return info.clients.blocked == 1
    }
  }

  private func endpoint(_ port: Int) -> Endpoint { .tcp(host: "127.0.0.1", port: port) }

  /// Waits until the load goes on at a primary other than the one at `port`.
  private func followed(_ client: RedisSentinel, from port: Int, _ ledger: Ledger) async throws {
    try await eventually("the failover is not followed") {
      client.primaryEndpoint != endpoint(port) && ledger.state.withLock { $0.firstAfterwards != nil }
    }
    let before = ledger.successes
    try await eventually("the load does not go on") { ledger.successes > before + 100 }
  }

  private func print(_ what: String, _ binary: ServerBinary, _ ledger: Ledger) {
    let errors = Dictionary(grouping: ledger.errors) { "\($0.code.rawValue)\($0.mayHaveBeenApplied ? ", in doubt" : "")" }
      .mapValues(\.count)
    Swift.print(
      "\(what) on \(binary): first write \(ledger.delay.map { "\($0)" } ?? "never") after the announcement; "
        + "\(ledger.successes) writes, errors \(errors)")
  }

  @Test(arguments: ServerBinary.forTopologies) func manualFailover(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url(query: "client_name=load&min_connections=2"))
    defer { client.close() }
    let former = real.serverPorts[0]
    let load = Load(client)
    let ledger = load.ledger
    defer { load.stop() }
    let messages = Mutex<[String]>([])
    let subscription = try await client.primary.subscribe(channels: ["news"]) { message in
      messages.withLock { $0.append(message.payload.description) }
    }
    defer { subscription.cancel() }
    let held = Task { try await Self.hold(client.primary) }
    let popped = Task { try await client.primary.blpop(keys: ["queue"], timeout: 60) }
    try await load.isUnderWay()
    try await isBlocked(client.primary)
    try await client.sentinels.first?.redis.sentinelFailover(primaryName: RealSentinels.name)
    try await followed(client, from: former, ledger)
    print("failover by hand", binary, ledger)
    #expect(ledger.clear == [])

    // Everything is at the new primary, and nothing at the former one.
    let present = try #require(real.serverPorts.first { endpoint($0) == client.primaryEndpoint })
    let old = try await Redis.connect("redis://127.0.0.1:\(former)?client_name=observer")
    defer { old.close() }
    try await eventually("connections to the former primary stay") {
      try await old.clientList().allSatisfy { $0.name != "load" }
    }
    let new = try await Redis.connect("redis://127.0.0.1:\(present)?client_name=observer")
    defer { new.close() }
    try await eventually("the subscription is not at the new primary") {
      try await new.pubsubNumsub(channels: ["news"])["news"] == 1
    }
    try await client.primary.publish(channel: "news", message: "after")
    try await eventually("the message did not arrive") { messages.withLock { $0.contains("after") } }
    // Whoever was blocked on the former primary is told.
    let blocked = await failure { try await popped.value }
    #expect(blocked != nil)
    // A lock that lives in the data is still there, unless replication was too slow for it: then it is lost, and says so.
    do {
      #expect(try await held.value == "held")
    } catch let error as RedisError {
      #expect(error.code == .lockLost)
    }
    // What was acknowledged last is where the client reads.
    await load.hasStopped()
    let acknowledged = ledger.state.withLock { $0.acknowledged }
    #expect(acknowledged.count == 16)
    for (task, number) in acknowledged {
      let value = try await client.primary.get(key: "task:\(task)", as: Int.self)
      #expect((value ?? 0) >= number)
    }
  }

  private static func hold(_ redis: Redis) async throws -> String {
    try await redis.withLock("lock", ttl: .seconds(6)) { lock in
      try await Task.sleep(for: .seconds(4))
      return "held"
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func primaryKilled(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary)
    defer { real.stop() }
    // Sentinels may need several attempts to elect one of them.
    let client = try await RedisSentinel.connect(real.url(query: "quorum=2&command_timeout=40"))
    defer { client.close() }
    let load = Load(client)
    let ledger = load.ledger
    defer { load.stop() }
    try await client.primary.set(key: "before", value: 1)
    try await eventually("no replica has it") { try await client.replicas.get(key: "before", as: Int.self) == 1 }
    try await load.isUnderWay()
    // Reads are safe to send again, and wait for the new primary.
    real.servers[0].kill()
    let read = Task { try await client.primary.get(key: "before", as: Int.self) }
    try await followed(client, from: real.serverPorts[0], ledger)
    print("primary killed", binary, ledger)
    #expect(try await read.value != nil)
    #expect(ledger.clear == [])
    // The former primary comes back, and becomes a replica.
    try await onOwnThread { try real.servers[0].start(until: ["+PONG", "-LOADING"]) }
    try await eventually("the former primary is no replica") {
      try await client.replicaEndpoints().contains(endpoint(real.serverPorts[0]))
    }
    #expect(client.primaryEndpoint != endpoint(real.serverPorts[0]))
  }

  /// The primary's process, or network, is there and does not answer; nobody closes a connection.
  @Test(arguments: ServerBinary.forTopologies) func primaryFrozen(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url(query: "command_timeout=40"))
    defer { client.close() }
    let load = Load(client)
    let ledger = load.ledger
    defer { load.stop() }
    try await load.isUnderWay()
    let blocked = Task { try await client.primary.blpop(keys: ["queue"], timeout: 60) }
    try await isBlocked(client.primary)
    real.servers[0].freeze()
    try await followed(client, from: real.serverPorts[0], ledger)
    print("primary frozen", binary, ledger)
    #expect(ledger.clear == [])
    let error = await failure { try await blocked.value }
    #expect(error?.mayHaveBeenApplied == true)
    real.servers[0].thaw()
    // It calls itself a primary for some seconds more.
    let before = ledger.successes
    try await eventually("the load does not go on") { ledger.successes > before + 500 }
    #expect(client.primaryEndpoint != endpoint(real.serverPorts[0]))
  }

  @Test(arguments: ServerBinary.forTopologies) func sentinelsLost(_ binary: ServerBinary) async throws {
    let real = try await RealSentinels.started(binary)
    defer { real.stop() }
    let client = try await RedisSentinel.connect(real.url(query: "quorum=2"))
    defer { client.close() }
    let lost = Mutex<Set<String>>([])
    let events = client.events
    let watch = Task {
      for await event in events {
        if case .sentinelLost(let endpoint, _) = event { lost.withLock { _ = $0.insert(endpoint.description) } }
      }
    }
    defer { watch.cancel() }
    try await eventually("not all are listened to") { try await Self.listeners(client) == 3 }
    real.sentinels[0].stop()
    try await eventually("nobody has noticed") {
      lost.withLock { $0 } == [endpoint(real.sentinelPorts[0]).description]
    }
    // Connecting goes on without it.
    try await client.primary.withConnection { connection async throws in try await connection.set(key: "a", value: 1) }
    let second = try await RedisSentinel.connect(real.url(query: "quorum=2"))
    defer { second.close() }
    // As does following.
    try await client.sentinels.last?.redis.sentinelFailover(primaryName: RealSentinels.name)
    try await eventually("the failover is not followed") {
      client.primaryEndpoint != endpoint(real.serverPorts[0]) && second.primaryEndpoint == client.primaryEndpoint
    }
    try await eventually { try await client.primary.set(key: "a", value: 2) }
    // One that does not answer holds nobody up for long; the other one alone is not enough.
    real.sentinels[1].freeze()
    let error = await failure { try await RedisSentinel.connect(real.url(query: "quorum=2&connect_timeout=6")) }
    #expect(error?.code == .connectFailed || error?.code == .timedOut, "\(String(describing: error))")
    real.sentinels[1].thaw()
    let third = try await eventually { try await RedisSentinel.connect(real.url(query: "quorum=2")) }
    third.close()
  }

  /// How many sentinels have a subscriber.
  private static func listeners(_ client: RedisSentinel) async throws -> Int {
    var count = 0
    for member in client.sentinels {
      let subscribers = try await member.redis.clientList()
      if subscribers.contains(where: { ($0.channels ?? 0) > 0 && $0.name == nil }) { count += 1 }
    }
    return count
  }

  /// The announcement is missed, and the connection stands: the former primary, a replica by now, refuses to write.
  @Test(arguments: ServerBinary.forTopologies) func announcementMissed(_ binary: ServerBinary) async throws {
    var plan = RealSentinels.Plan.smallest
    plan.replicas = 1
    let real = try await RealSentinels.started(binary, plan)
    defer { real.stop() }
    let proxy = try FaultProxy(to: real.sentinelPorts[0])
    defer { proxy.stop() }
    var options = RedisSentinelOptions(
      sentinels: [.tcp(host: "127.0.0.1", port: proxy.port)], primaryName: RealSentinels.name)
    options.discoversSentinels = false
    options.refreshInterval = nil
    let client = try await RedisSentinel.connect(options)
    defer { client.close() }
    try await client.primary.set(key: "a", value: 1)
    // What has just connected is not connected anew.
    try await Task.sleep(for: .milliseconds(1200))
    proxy.pause()
    let other = try await RedisSentinel.connect(real.url())
    defer { other.close() }
    try await other.sentinels.first?.redis.sentinelFailover(primaryName: RealSentinels.name)
    try await eventually("there was no failover") {
      other.primaryEndpoint == endpoint(real.serverPorts[1])
    }
    // A sentinel would close its clients' connections as well: this comes before.
    let old = try await Redis.connect("redis://127.0.0.1:\(real.serverPorts[0])")
    defer { old.close() }
    try await old.replicaof(host: "127.0.0.1", port: real.serverPorts[1])
    let retried = await client.primary.statistics().shared.retried
    let write = Task { try await client.primary.set(key: "a", value: 2) }
    try await Task.sleep(for: .milliseconds(300))
    proxy.resume()
    try await write.value
    #expect(await client.primary.statistics().shared.retried > retried)
    #expect(client.primaryEndpoint == endpoint(real.serverPorts[1]))
    #expect(try await other.primary.get(key: "a", as: Int.self) == 2)
  }
}

/// Runs something that waits for a process on a thread of its own.
func onOwnThread(_ body: @escaping @Sendable () throws -> Void) async throws {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
