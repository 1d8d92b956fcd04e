import Synchronization
import TestSupport
import TypedRedis

/// Tasks that read and write all the time, and what has to be true of it.
///
/// Each key is one task's, which knows between which numbers the counter behind it has to be: what was acknowledged is there, and
/// what failed without doubt is not.
final class ClusterLoad: Sendable {
  struct Report: Sendable {
    var reads = 0
    var writes = 0
    var failures: [RedisError] = []
    /// Numbers that were lower than what had been acknowledged before.
    var lost: [String] = []
    /// Numbers that were higher than what can have been applied.
    var doubled: [String] = []

    var summary: String { "\(reads) reads, \(writes) writes, \(failures.count) failed, \(lost.count) lost" }
  }

  /// What one counter may be.
  private struct Count {
    var acknowledged = 0
    var uncertain = 0
  }

  private let redis: any RedisClient
  private let state = Mutex((isStopped: false, report: Report()))
  private let running = Mutex<[Task<Void, Never>]>([])
  private let tasks: Int

  /// - Parameter keys: at least one for each task.
  init(_ redis: any RedisClient, keys: [String], tasks: Int = 32) {
    self.redis = redis
    self.tasks = tasks
    let parts = (0..<tasks).map { task in
      keys.enumerated().filter { $0.offset % tasks == task }.map(\.element)
    }
    running.withLock { running in
      running = parts.enumerated().map { number, keys in
        Task { await self.run(keys, SplitMix(seed: UInt64(number))) }
      }
    }
  }

  var report: Report { state.withLock { $0.report } }

  /// Waits until so many more writes have succeeded.
  func goOn(for writes: Int) async throws {
    let wanted = report.writes + writes
    while report.writes < wanted { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Waits until all tasks have looked at all of their counters.
  func finish() async -> Report {
    state.withLock { $0.isStopped = true }
    for task in running.withLock({ $0 }) { await task.value }
    return report
  }

  private func run(_ keys: [String], _ seeded: SplitMix) async {
    var random = seeded
    var counts: [String: Count] = [:]
    while !state.withLock({ $0.isStopped }) {
      let key = keys[random.below(keys.count)]
      switch random.below(20) {
      case 0..<8: await write(key, &counts)
      case 8..<14: await read([key], &counts)
      case 14..<16: await read(Array(keys.prefix(8)), &counts)
      case 16..<18: await writeMany(Array(keys.prefix(6)), &counts)
      default: await writeTwice(key, &counts)
      }
    }
    for key in keys { await read([key], &counts) }
  }

  // MARK: Commands

  private func write(_ key: String, _ counts: inout [String: Count]) async {
    let result = await result { try await redis.incr(key: key) }
    note(key, result, &counts, by: 1)
  }

  /// As a pipeline to several servers.
  private func writeMany(_ keys: [String], _ counts: inout [String: Count]) async {
    do throws(RedisError) {
      let results = try await redis.pipeline(keys.map { Commands.INCR(key: $0) })
      for (key, result) in zip(keys, results) { note(key, result, &counts, by: 1) }
    } catch {
      for key in keys { note(key, .failure(error), &counts, by: 1) }
    }
  }

  /// As a transaction.
  private func writeTwice(_ key: String, _ counts: inout [String: Count]) async {
    let result = await result { try await redis.transaction().incr(key: key).incr(key: key).execute().1 }
    note(key, result, &counts, by: 2)
  }

  private func read(_ keys: [String], _ counts: inout [String: Count]) async {
    let result = await result {
      keys.count == 1 ? [try await redis.get(key: keys[0], as: Int.self)] : try await redis.mget(keys: keys, as: Int.self)
    }
    switch result {
    case .success(let values):
      state.withLock { $0.report.reads += 1 }
      for (key, value) in zip(keys, values) { compare(key, value ?? 0, &counts) }
    case .failure(let error): state.withLock { $0.report.failures.append(error) }
    }
  }

  private func result<Value: Sendable>(_ body: () async throws -> Value) async -> Result<Value, RedisError> {
    do { return .success(try await body()) } catch {
      return .failure(error as? RedisError ?? RedisError(.unsupported, "\(error)"))
    }
  }

  // MARK: What has to be true

  private func note(_ key: String, _ result: Result<Int, RedisError>, _ counts: inout [String: Count], by step: Int) {
    switch result {
    case .success(let value):
      state.withLock { $0.report.writes += 1 }
      counts[key, default: Count()].acknowledged += step
      compare(key, value, &counts)
    case .failure(let error):
      if error.mayHaveBeenApplied { counts[key, default: Count()].uncertain += step }
      state.withLock { $0.report.failures.append(error) }
    }
  }

  /// Nobody else writes: what it is, it stays.
  private func compare(_ key: String, _ value: Int, _ counts: inout [String: Count]) {
    let count = counts[key] ?? Count()
    let range = "\(key) is \(value), of \(count.acknowledged) and \(count.uncertain) uncertain"
    if value < count.acknowledged { state.withLock { $0.report.lost.append(range) } }
    if value > count.acknowledged + count.uncertain { state.withLock { $0.report.doubled.append(range) } }
    // What is in doubt stays so: it may be under way still.
    let spent = max(0, value - count.acknowledged)
    counts[key] = Count(acknowledged: value, uncertain: max(0, count.uncertain - spent))
  }
}
