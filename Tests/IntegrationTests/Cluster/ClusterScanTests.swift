import RedisTransport
import TestSupport
import Testing

@testable import TypedRedis

/// Scans of all keys of a real cluster, by the servers' own command where they have one, and node by node.
@Suite(.timeLimit(.minutes(5))) struct ClusterScanTests {
  /// Keys in all slots.
  private func fill(_ redis: RedisCluster, _ count: Int) async throws -> (prefix: String, keys: Set<String>) {
    let prefix = "scan:\(UInt64.random(in: 0 ... .max))"
    let keys = (0..<count).map { "\(prefix):\($0)" }
    for outcome in try await redis.pipeline(keys.map { Commands.SET(key: $0, value: "x") }) { _ = try outcome.get() }
    return (prefix, Set(keys))
  }

  /// As a scan is where no server has a command for it.
  private func byNodes(_ redis: RedisCluster, matching pattern: String, count: Int) -> RedisScan<String> {
    let scan = ClusterScan(
      nodes: redis.core, settings: redis.settings, pattern: pattern.redisValue, count: count, type: nil)
    return RedisScan(start: ClusterScanState().cursor) { cursor throws(RedisError) in try await scan.page(from: cursor, as: String.self) }
  }

  @Test(arguments: ServerBinary.forTopologies) func allKeysAreGiven(_ binary: ServerBinary) async throws {
    let redis = try await RealCluster.shared(binary).connect()
    defer { redis.close() }
    let (prefix, keys) = try await fill(redis, 2000)
    var all: [String] = []
    for try await key in redis.scanKeys(matching: prefix + "*", count: 100, as: String.self) { all.append(key) }
    #expect(Set(all) == keys)
    all = []
    for try await key in byNodes(redis, matching: prefix + "*", count: 100) { all.append(key) }
    #expect(all.count == keys.count && Set(all) == keys)
    // Written once for any client.
    #expect(try await Self.count(redis, prefix) == keys.count)
    #expect(try await redis.scanKeys(matching: prefix + "*", count: 1000, type: "hash").reduce(0) { count, _ in count + 1 } == 0)
  }

  private static func count(_ redis: some RedisClient, _ prefix: String) async throws -> Int {
    var keys: Set<RedisBytes> = []
    for try await key in redis.scanKeys(matching: prefix + "*", count: 1000) { keys.insert(key) }
    return keys.count
  }

  /// The cursor carries the node: another client goes on where the first one has stopped.
  @Test(arguments: ServerBinary.forTopologies) func scansCanBeResumed(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.shared(binary)
    let redis = try await cluster.connect()
    defer { redis.close() }
    let (prefix, keys) = try await fill(redis, 500)
    for byNodes in [false, true] {
      var cursor: ScanCursor? = byNodes ? ClusterScanState().cursor : .start
      var all: Set<String> = []
      while let start = cursor {
        let other = try await cluster.connect()
        defer { other.close() }
        var pages = other.scanKeys(matching: prefix + "*", count: 200, from: start, as: String.self).pages.makeAsyncIterator()
        for _ in 0..<3 { all.formUnion(try await pages.next()?.elements ?? []) }
        cursor = pages.cursor
      }
      #expect(all == keys)
    }
    let wrong = await #expect(throws: RedisError.self) {
      for try await _ in redis.scanKeys(from: ScanCursor(text: "nodes|x")) {}
    }
    #expect(wrong?.code == .invalidArgument)
  }

  /// What is there all the time is given, wherever it is at the moment.
  @Test(arguments: ServerBinary.forTopologies, [false, true]) func keysThatMoveAreNotMissed(
    _ binary: ServerBinary, byNodes: Bool
  ) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let redis = try await cluster.connect()
    defer { redis.close() }
    let (prefix, keys) = try await fill(redis, 5000)
    let primaries = try await cluster.primaries()
    let slots = try await cluster.slots(of: primaries[0]).flatMap { $0 }.prefix(400)
    let moving = Task {
      var rounds = 0
      for round in 0..<6 where !Task.isCancelled {
        let (source, target) = (primaries[round % 3], primaries[(round + 1) % 3])
        try await cluster.migrate(slots: slots, from: source, to: target, keys: 3)
        rounds += 1
      }
      return rounds
    }
    defer { moving.cancel() }
    for _ in 0..<5 {
      var all: Set<String> = []
      let scan =
        byNodes ? self.byNodes(redis, matching: prefix + "*", count: 20) : redis.scanKeys(matching: prefix + "*", count: 20, as: String.self)
      for try await key in scan { all.insert(key) }
      #expect(all == keys, "\(keys.subtracting(all).count) are missing")
    }
    moving.cancel()
    // What was begun is finished: without that, nothing would be shown.
    let rounds = try await moving.value
    #expect(rounds > 0)
  }

  @Test(arguments: ServerBinary.forTopologies) func aLostPrimaryIsScannedWhereItsKeysAre(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary, .failingOver())
    defer { cluster.stop() }
    let redis = try await cluster.connect()
    defer { redis.close() }
    let (prefix, keys) = try await fill(redis, 1000)
    var iterator = byNodes(redis, matching: prefix + "*", count: 10).makeAsyncIterator()
    var all: Set<String> = []
    for _ in 0..<50 { if let key = try await iterator.next() { all.insert(key) } }
    let cursor = try #require(iterator.cursor)
    let state = try ClusterScanState(cursor)
    let visit = try #require(state.visit)
    let node = try #require(cluster.nodes.first { .tcp(host: "127.0.0.1", port: $0.port) == visit.endpoint })
    let replica = try await cluster.replica(of: node)
    // All writes are there.
    try await cluster.settle()
    node.kill()
    try await cluster.waitUntilPrimary(replica)
    var errors = 0
    while errors < 20 {
      do {
        guard let key = try await iterator.next() else { break }
        all.insert(key)
      } catch {
        errors += 1
      }
    }
    #expect(all == keys && errors < 20)
  }
}
