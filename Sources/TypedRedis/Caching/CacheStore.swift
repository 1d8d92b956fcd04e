import RedisTransport
import Synchronization

/// What a cache knows, for all threads: replies, what is being fetched, and how often keys have changed.
///
/// A reply is good as long as its ticket is: nothing has changed its keys since before its request was sent. That holds however
/// invalidations, writes of this client and fetches overtake each other, so nothing here depends on their order.
final class CacheStore: Sendable {
  /// Requests are spread over several tables, so that tasks on different threads seldom want the same one.
  private final class Shard: Sendable {
    struct State {
      var table: CacheTable
      var fetches: [Int: CacheFetch] = [:]
    }

    let state: Mutex<State>

    init(_ table: CacheTable) { state = Mutex(State(table: table)) }
  }

  let options: RedisCacheOptions
  /// Whether its keys are spread over the nodes of a cluster. Then a reply is good only as long as its node has the keys, too.
  let isOfCluster: Bool
  let versions: KeyVersions
  /// As many as a power of two.
  private let shards: [Shard]
  private let timeToLive: UInt64?
  private let clock: @Sendable () -> MonotonicTime
  private let prefixes: [[UInt8]]
  private let invalidations = Atomic(0)
  private let flushes = Atomic(0)

  init(_ options: RedisCacheOptions, isOfCluster: Bool = false, clock: @escaping @Sendable () -> MonotonicTime = { .now }) {
    self.options = options
    self.isOfCluster = isOfCluster
    self.clock = clock
    timeToLive = options.timeToLive?.saturatedNanoseconds
    prefixes = options.prefixes.map { prefix in prefix.withUnsafeBytes { Array($0) } }
    versions = KeyVersions(entries: options.maximumEntries)
    let count = CacheStore.shards(for: options)
    let bounds = CacheTable.Bounds(entries: options.maximumEntries / count, bytes: options.maximumBytes / count)
    shards = (0..<count).map { [versions] _ in Shard(CacheTable(bounds: bounds, versions: versions)) }
  }

  /// Small caches have one, in which their bounds are exact.
  private static func shards(for options: RedisCacheOptions) -> Int {
    var count = 16
    while count > 1, options.maximumEntries / count < 64 || options.maximumBytes / count < 1 << 20 { count /= 2 }
    return count
  }

  private func shard(_ hash: Int) -> Shard { shards[hash & (shards.count - 1)] }

  /// Without the clock where nothing depends on it.
  private var now: MonotonicTime { timeToLive == nil ? MonotonicTime(nanoseconds: 0) : clock() }

  // MARK: Reading

  static func hash(_ request: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: request)
    return hasher.finalize()
  }

  /// The reply to a request, if it is known.
  func reply(to request: UnsafeRawBufferPointer) -> [UInt8]? {
    let hash = CacheStore.hash(request)
    let now = now
    return shard(hash).state.withLock { $0.table.reply(to: request, hash: hash, now: now) }
  }

  /// What to do about a request whose reply is not known.
  enum Turn {
    /// It is known meanwhile.
    case reply([UInt8])
    /// Send it, and say what came of it.
    case fetch(CacheFetch)
    /// Somebody else has sent it.
    case follow(CacheFetch)
  }

  /// - Parameter deadline: until when whoever asks is willing to wait.
  func turn(for request: CacheRequest, deadline: MonotonicTime) -> Turn {
    let now = now
    return shard(request.hash).state.withLock { state in
      let known = request.bytes.withUnsafeBytes { state.table.reply(to: $0, hash: request.hash, now: now) }
      if let known { return .reply(known) }
      state.table.counters.misses += 1
      if let fetch = state.fetches[request.hash], versions.isCurrent(fetch.ticket) {
        if fetch.deadline <= deadline, fetch.request == request.bytes { return .follow(fetch) }
        // It stays there for others: this one is in more of a hurry.
        return .fetch(newFetch(of: request, deadline))
      }
      let fetch = newFetch(of: request, deadline)
      state.fetches[request.hash] = fetch
      return .fetch(fetch)
    }
  }

  private func newFetch(of request: CacheRequest, _ deadline: MonotonicTime) -> CacheFetch {
    CacheFetch(
      hash: request.hash, request: request.bytes, ticket: versions.ticket(for: request.slots), deadline: deadline)
  }

  /// - Parameter isError: errors are passed on and not kept.
  func finish(_ fetch: CacheFetch, with reply: [UInt8], isError: Bool) {
    let now = now
    let expires = timeToLive.map { now.advanced(byNanoseconds: $0) } ?? .never
    shard(fetch.hash).state.withLock { state in
      if !isError {
        state.table.insert(
          CacheTable.Entry(
            hash: fetch.hash, request: fetch.request, reply: reply, ticket: fetch.ticket, expires: expires),
          now: now)
      }
      remove(fetch, from: &state)
    }
    fetch.outcome.set(.reply(reply))
  }

  func fail(_ fetch: CacheFetch, _ error: RedisError) {
    shard(fetch.hash).state.withLock { remove(fetch, from: &$0) }
    fetch.outcome.set(error.code == .cancelled ? .abandoned : .failed(error))
  }

  private func remove(_ fetch: CacheFetch, from state: inout Shard.State) {
    if state.fetches[fetch.hash] === fetch { state.fetches[fetch.hash] = nil }
  }

  // MARK: Changes

  /// Notes what the server announced to have changed; nil for everything.
  func invalidate(_ slots: [KeyVersions.Slot]?) {
    guard let slots else {
      flushes.add(1, ordering: .relaxed)
      return empty()
    }
    invalidations.add(slots.count, ordering: .relaxed)
    for slot in slots { versions.change(slot) }
  }

  /// Notes what this client changes.
  func forget(_ changes: KeyChanges) {
    switch changes {
    case .none: break
    case .keys(let slots): for slot in slots { versions.change(slot) }
    case .everything: versions.changeAll()
    }
  }

  /// Notes that other nodes of the cluster have the keys of these slots now: of changes, the former ones say nothing.
  func forget(hashSlots: [UInt16]) {
    for slot in hashSlots { versions.change(KeyVersions.slot(ofOwnerOf: slot)) }
  }

  /// Forgets everything, and what is under way is not kept.
  func empty() {
    versions.changeAll()
    for shard in shards {
      // Freed without the lock.
      _ = shard.state.withLock { $0.table.removeAll() }
    }
  }

  // MARK: Which

  /// Whether keys that begin like this one are to be kept.
  func covers(_ key: UnsafeRawBufferPointer) -> Bool {
    prefixes.isEmpty || prefixes.contains { key.starts(with: $0) }
  }

  var statistics: RedisCacheStatistics {
    var statistics = RedisCacheStatistics()
    statistics.invalidations = invalidations.load(ordering: .relaxed)
    statistics.flushes = flushes.load(ordering: .relaxed)
    for shard in shards {
      let (counters, entries, bytes) = shard.state.withLock { ($0.table.counters, $0.table.count, $0.table.bytes) }
      statistics.hits += counters.hits
      statistics.misses += counters.misses
      statistics.evictions += counters.evictions
      statistics.outdated += counters.outdated
      statistics.entries += entries
      statistics.bytes += bytes
    }
    return statistics
  }
}
