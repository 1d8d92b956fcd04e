import Synchronization
import TestSupport
import Testing
import TypedRedis

/// Counters that only go up, read through a cache by many while they are written through it and past it.
///
/// What a read gives is never below what was known before it began: from an earlier read of anybody, or from a write through the
/// cache that had returned.
@Suite(.serialized, .timeLimit(.minutes(4))) struct CacheHammerTests {
  private final class Floors: Sendable {
    private let values: Mutex<[Int]>
    private let violations = Mutex<[String]>([])

    init(_ count: Int) { values = Mutex(Array(repeating: 0, count: count)) }

    func floor(_ key: Int) -> Int { values.withLock { $0[key] } }
    func raise(_ key: Int, to value: Int) { values.withLock { $0[key] = max($0[key], value) } }

    func check(_ value: Int, _ key: Int, notBelow floor: Int, by reader: String) {
      if value < floor { violations.withLock { $0.append("\(reader): counter \(key) is \(value), was \(floor)") } }
      raise(key, to: value)
    }

    var complaints: [String] { violations.withLock { $0 } }
  }

  private static let keys = 4

  private func read(_ cached: Redis, _ floors: Floors, times: Int, several: Bool, _ seed: SplitMix) async -> Int {
    var random = seed
    var answered = 0
    for _ in 0..<times {
      let key = random.below(Self.keys)
      let floor = floors.floor(key)
      do {
        if several, random.oneIn(3) {
          let values = try await cached.mget(keys: ["c\(key)", "c\((key + 1) % Self.keys)"], as: Int.self)
          floors.check((values.first ?? nil) ?? 0, key, notBelow: floor, by: "MGET")
        } else {
          floors.check(try await cached.get(key: "c\(key)", as: Int.self) ?? 0, key, notBelow: floor, by: "GET")
        }
        answered += 1
      } catch {
        // The connection broke.
      }
      if random.oneIn(50) { await Task.yield() }
    }
    return answered
  }

  private func write(_ redis: Redis, _ floors: Floors?, times: Int, _ seed: SplitMix) async {
    var random = seed
    for _ in 0..<times {
      let key = random.below(Self.keys)
      if let value = try? await redis.incr(key: "c\(key)"), let floors {
        floors.raise(key, to: value)
        if let read = try? await redis.get(key: "c\(key)", as: Int.self) {
          floors.check(read, key, notBelow: value, by: "own write")
        }
      }
      if random.oneIn(4) { try? await Task.sleep(for: .microseconds(random.below(2000))) }
    }
  }

  private func hammer(
    _ cached: Redis, _ direct: Redis, several: Bool, _ meanwhile: @Sendable @escaping () async -> Void = {}
  ) async throws {
    let floors = Floors(Self.keys)
    let random = SplitMix(seed: UInt64.random(in: 0..<1_000_000))
    let answered = await withTaskGroup(of: Int.self) { group in
      for task in 0..<6 {
        group.addTask { await read(cached, floors, times: 4_000, several: several, random.part(task)) }
      }
      for task in 6..<9 {
        group.addTask {
          await write(cached, floors, times: 250, random.part(task))
          return 0
        }
      }
      for task in 9..<11 {
        group.addTask {
          await write(direct, nil, times: 400, random.part(task))
          return 0
        }
      }
      group.addTask {
        await meanwhile()
        return 0
      }
      return await group.reduce(0, +)
    }
    #expect(floors.complaints.isEmpty, "\(floors.complaints.prefix(5)) of \(floors.complaints.count)")
    let statistics = try #require(cached.cache).statistics
    print("cache hammer: \(answered) reads answered, \(statistics)")
    #expect(statistics.hits > 0)
    #expect(statistics.invalidations > 0)
    // In the end everyone agrees.
    for key in 0..<Self.keys {
      let last = try await direct.get(key: "c\(key)", as: Int.self)
      try await until { try await cached.get(key: "c\(key)", as: Int.self) == last }
    }
  }

  @Test(arguments: ServerBinary.all) func perKey(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in try await hammer(cached, direct, several: true) }
  }

  /// Here the server announces changes only after the replies of one round of its loop: requests for the same key with other
  /// words may differ for that long.
  @Test(arguments: ServerBinary.all) func broadcast(_ binary: ServerBinary) async throws {
    try await withCache(RedisCacheOptions(mode: .broadcast, prefixes: ["c"]), on: binary) { cached, cache, direct in
      try await hammer(cached, direct, several: false)
    }
  }

  @Test(arguments: ServerBinary.all) func withBreaks(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let proxy = try FaultProxy(to: server.port)
    let redis = try await Redis.connect(proxy.url)
    let direct = try await Redis.connect(server.url)
    defer {
      redis.close()
      direct.close()
      proxy.stop()
      server.stop()
    }
    let cached = try redis.withCache()
    try await hammer(cached, direct, several: true) {
      for _ in 0..<15 {
        try? await Task.sleep(for: .milliseconds(20))
        proxy.cutAll()
      }
    }
  }
}
