import RedisTransport
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Subscriptions while slots move and nodes are lost: whatever is missing is announced, nothing comes twice, and it goes on.
@Suite(.timeLimit(.minutes(5))) struct ClusterSubscriptionFaultTests {
  /// What came of numbered messages on several topics, each published once.
  private final class Log: Sendable {
    private struct Channel {
      /// With their places among the messages of all channels.
      var messages: [(number: Int, place: Int)] = []
      /// Of which nobody knows whether they were published.
      var doubtful: Set<Int> = []
      /// Which were taken by a node that nobody had subscribed at.
      var unheard: Set<Int> = []
    }

    private struct State {
      var channels: [String: Channel] = [:]
      /// Whether a message of the subscription says that others may be missing before it.
      var followsGap: [Bool] = []
    }

    private let state = Mutex(State())

    func take(_ message: RedisMessage) {
      state.withLock { state in
        let place = state.followsGap.count
        state.channels[message.channel.description, default: Channel()].messages.append((message.payload.int ?? -1, place))
        state.followsGap.append(message.followsGap)
      }
    }

    func doubt(_ number: Int, _ channel: String) {
      state.withLock { _ = $0.channels[channel, default: Channel()].doubtful.insert(number) }
    }

    func unheard(_ number: Int, _ channel: String) {
      state.withLock { _ = $0.channels[channel, default: Channel()].unheard.insert(number) }
    }

    func last(_ channel: String) -> Int { state.withLock { $0.channels[channel]?.messages.last?.number ?? 0 } }

    /// Whatever is missing has to be announced before the next one of its channel, nothing may come twice, and nothing late but what
    /// other nodes had to pass on.
    ///
    /// - Parameter losesUnheard: whether that may be lost as well.
    func faults(losesUnheard: Bool) -> [String] {
      let state = state.withLock { $0 }
      var faults: [String] = []
      // What is published to a channel is passed on by each node for itself: of several, there is no order.
      for (name, channel) in state.channels where name != "news" {
        let numbers = channel.messages.map(\.number)
        let came = Set(numbers)
        if came.count < numbers.count { faults.append("\(name): \(numbers.count - came.count) came twice") }
        guard var latest = channel.messages.first else { continue }
        for next in channel.messages.dropFirst() {
          guard next.number > latest.number else {
            if !channel.unheard.union(channel.doubtful).contains(next.number) { faults.append("\(name): \(next.number) after \(latest.number)") }
            continue
          }
          let excused = losesUnheard ? channel.doubtful.union(channel.unheard) : channel.doubtful
          let missing = Set(latest.number + 1..<next.number).subtracting(excused).subtracting(came)
          if !missing.isEmpty, !state.followsGap[(latest.place + 1)...next.place].contains(true) {
            faults.append("\(name): a silent gap from \(latest.number) to \(next.number)")
          }
          latest = next
        }
      }
      return faults
    }
  }

  /// Publishes to all of them until it is cancelled.
  private func publish(to shards: [String], _ channel: String, _ redis: RedisCluster, _ log: Log) -> Task<Void, Never> {
    let redis = redis.withTimeout(.seconds(2))
    return Task {
      var number = 0
      while !Task.isCancelled {
        number += 1
        for shard in shards {
          do {
            if try await redis.spublish(channel: shard, message: number) == 0 { log.unheard(number, shard) }
          } catch { log.doubt(number, shard) }
        }
        do { _ = try await redis.publish(channel: channel, message: number) } catch { log.doubt(number, channel) }
        try? await Task.sleep(for: .milliseconds(2))
      }
    }
  }

  /// Runs `body` with subscriptions to shard channels of many slots and a channel, and waits until each of them goes on after it.
  ///
  /// - Parameter restarts: whether primaries are killed and started again. Until such a one hears of the others it takes what is
  ///   published to its shard channels, as if nothing had happened; afterwards it passes that on, as every replica does.
  private func watching(
    _ cluster: RealCluster, _ shards: [String], policy: RedisBufferPolicy = .standard, restarts: Bool = false,
    _ body: @Sendable () async throws -> Void
  ) async throws -> [String] {
    let redis = try await cluster.connect()
    let all = redis.subscriptionEvents
    let events = Task { await all.contains { $0.isOfBreak } }
    defer { redis.close() }
    let publisher = try await cluster.connect()
    defer { publisher.close() }
    let log = Log()
    let subscription = try await redis.subscribe(channels: ["news"], shardChannels: shards, buffering: policy) { log.take($0) }
    let publishing = publish(to: shards, "news", publisher, log)
    defer { publishing.cancel() }
    for channel in shards + ["news"] { try await until { log.last(channel) > 5 } }
    try await body()
    let before = Dictionary(uniqueKeysWithValues: (shards + ["news"]).map { ($0, log.last($0)) })
    for (channel, last) in before { try await until { log.last(channel) > last + 20 } }
    subscription.cancel()
    try await subscription.finished()
    redis.close()
    let wasBroken = await events.value
    return log.faults(losesUnheard: restarts) + (restarts && !wasBroken ? ["no break was announced"] : [])
  }

  /// So many in the slots of this primary.
  private func shards(_ slots: [ClosedRange<Int>], _ count: Int) -> [String] {
    RealCluster.names("shard:", count, in: slots)
  }

  @Test(arguments: ServerBinary.forTopologies) func slotsAreFollowed(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let primaries = try await cluster.primaries()
    let names = try await shards(cluster.slots(of: primaries[0]), 6) + shards(cluster.slots(of: primaries[1]), 2)
    let moving = names.prefix(6).map(\.hashSlot)
    let faults = try await watching(cluster, names) {
      try await cluster.migrate(slots: moving, from: primaries[0], to: primaries[1])
      try await cluster.migrate(slots: moving, from: primaries[1], to: primaries[2])
    }
    #expect(faults.isEmpty, "\(faults.prefix(5))")
  }

  @Test(arguments: ServerBinary.forTopologies) func slotsAreFollowedByThoseWhoSuspend(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let primaries = try await cluster.primaries()
    let names = try await shards(cluster.slots(of: primaries[0]), 3)
    let faults = try await watching(cluster, names, policy: .suspend(4)) {
      try await cluster.migrate(slots: names.map(\.hashSlot), from: primaries[0], to: primaries[2])
    }
    #expect(faults.isEmpty, "\(faults.prefix(5))")
  }

  @Test(arguments: ServerBinary.forTopologies) func aFailoverIsFollowed(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let primary = try await cluster.primaries()[0]
    let replica = try await cluster.replica(of: primary)
    let names = try await shards(cluster.slots(of: primary), 3)
    let faults = try await watching(cluster, names) { try await cluster.failOver(to: replica) }
    #expect(faults.isEmpty, "\(faults.prefix(5))")
  }

  /// Each in turn, so that the one is among them that channels come from.
  @Test(arguments: ServerBinary.forTopologies) func lostPrimariesAreReplaced(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary, .failingOver())
    defer { cluster.stop() }
    let primaries = try await cluster.primaries()
    let names = try await shards(cluster.slots(of: primaries[0]), 2) + shards(cluster.slots(of: primaries[1]), 2)
    let faults = try await watching(cluster, names, restarts: true) {
      for primary in primaries {
        let replica = try await cluster.replica(of: primary)
        primary.kill()
        try await cluster.waitUntilPrimary(replica)
        try await primary.start()
        try await cluster.settle()
      }
    }
    #expect(faults.isEmpty, "\(faults.prefix(5))")
  }
}

extension RedisSubscriptionEvent {
  fileprivate var isOfBreak: Bool {
    switch self {
    case .interrupted, .mayHaveMissed: true
    default: false
    }
  }
}
