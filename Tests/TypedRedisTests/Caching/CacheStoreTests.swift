import RedisTransport
import Synchronization
import Testing

@testable import TypedRedis

/// Who sends a request, who waits for it, and what of it is kept: no sockets, and time as the test says.
@Suite struct CacheStoreTests {
  /// Shows the time that it is set to.
  private final class Clock: Sendable {
    let seconds = Atomic<UInt64>(0)
    var now: MonotonicTime { time(seconds.load(ordering: .relaxed)) }
  }

  private func store(_ change: (inout RedisCacheOptions) -> Void = { _ in }) -> CacheStore {
    var options = RedisCacheOptions()
    change(&options)
    return CacheStore(options)
  }

  private func request(_ key: String, _ store: CacheStore) throws -> CacheRequest {
    try #require(CacheRequest(Commands.GET(key: key), Commands.GET.descriptor, for: store))
  }

  private func known(_ key: String, _ store: CacheStore) -> String? {
    encoded(["GET", key]).withUnsafeBytes { store.reply(to: $0).map { String(decoding: $0, as: UTF8.self) } }
  }

  private func fetch(_ key: String, _ store: CacheStore, deadline: MonotonicTime = time(10)) throws -> CacheFetch {
    guard case .fetch(let fetch) = store.turn(for: try request(key, store), deadline: deadline) else {
      throw RedisError(.unsupported, "nothing to fetch")
    }
    return fetch
  }

  private func follow(_ key: String, _ store: CacheStore, deadline: MonotonicTime = time(10)) throws -> OneValue<CacheFetch.Outcome>? {
    guard case .follow(let fetch) = store.turn(for: try request(key, store), deadline: deadline) else { return nil }
    return fetch.outcome
  }

  @Test func keepsWhatItFetched() throws {
    let store = store()
    #expect(known("a", store) == nil)
    let fetch = try fetch("a", store)
    store.finish(fetch, with: Array("A".utf8), isError: false)
    #expect(known("a", store) == "A")
    guard case .reply = store.turn(for: try request("a", store), deadline: time(1)) else {
      Issue.record("it is known")
      return
    }
    #expect(store.statistics.hits == 2)
    #expect(store.statistics.misses == 1)
    #expect(store.statistics.entries == 1)
  }

  @Test func errorsAreNotKept() throws {
    let store = store()
    store.finish(try fetch("a", store), with: Array("-ERR\r\n".utf8), isError: true)
    #expect(known("a", store) == nil)
  }

  @Test func whatIsInvalidatedInFlightIsNotKept() throws {
    let store = store()
    for change in [KeyChanges.keys([slot("a")]), .everything] {
      let fetch = try fetch("a", store)
      store.forget(change)
      store.finish(fetch, with: Array("old".utf8), isError: false)
      #expect(known("a", store) == nil)
    }
    let pushed = try fetch("a", store)
    store.invalidate([slot("a"), slot("b")])
    store.finish(pushed, with: Array("old".utf8), isError: false)
    #expect(known("a", store) == nil)
    let cut = try fetch("a", store)
    store.empty()
    store.finish(cut, with: Array("old".utf8), isError: false)
    #expect(known("a", store) == nil)
    #expect(store.statistics.invalidations == 2)
    #expect(store.statistics.entries == 0)
  }

  @Test func othersFollow() async throws {
    let store = store()
    let fetch = try fetch("a", store)
    let one = try #require(try follow("a", store))
    let two = try #require(try follow("a", store, deadline: time(11)))
    store.finish(fetch, with: Array("A".utf8), isError: false)
    for waiter in [one, two] {
      guard case .reply(let reply) = await waiter.value else {
        Issue.record("no reply")
        continue
      }
      #expect(reply == Array("A".utf8))
    }
    #expect(store.statistics.misses == 3)
  }

  /// Whoever wrote before asking does not get what was asked for before.
  @Test func nobodyFollowsAFetchThatIsOutOfDate() throws {
    let store = store()
    let old = try fetch("a", store)
    store.forget(.keys([slot("a")]))
    let new = try fetch("a", store)
    // The later one is the one to follow, whichever ends first.
    store.finish(old, with: Array("old".utf8), isError: false)
    #expect(known("a", store) == nil)
    #expect(try follow("a", store) != nil)
    store.finish(new, with: Array("new".utf8), isError: false)
    #expect(known("a", store) == "new")
  }

  @Test func whoIsInAHurryDoesNotFollow() throws {
    let store = store()
    let patient = try fetch("a", store, deadline: time(10))
    let hasty = try fetch("a", store, deadline: time(9))
    #expect(try follow("a", store, deadline: time(10)) != nil)
    store.finish(hasty, with: Array("A".utf8), isError: false)
    #expect(known("a", store) == "A")
    store.fail(patient, RedisError(.timedOut, "late"))
    #expect(known("a", store) == "A")
  }

  @Test func failuresAreSharedAndCancellationIsNot() async throws {
    let store = store()
    let fetch1 = try fetch("a", store)
    let waiter1 = try #require(try follow("a", store))
    store.fail(fetch1, RedisError(.timedOut, "late"))
    guard case .failed(let error) = await waiter1.value, error.code == .timedOut else {
      Issue.record("not failed")
      return
    }
    let fetch2 = try fetch("a", store)
    let waiter2 = try #require(try follow("a", store))
    store.fail(fetch2, RedisError(.cancelled, "gone"))
    guard case .abandoned = await waiter2.value else {
      Issue.record("not abandoned")
      return
    }
    _ = try fetch("a", store)
  }

  @Test func aFollowerCanBeCancelled() async throws {
    let store = store()
    let fetch = try fetch("a", store)
    let waiter = try #require(try follow("a", store))
    let task = Task { await waiter.value }
    task.cancel()
    guard await task.value == nil else {
      Issue.record("not cancelled")
      return
    }
    store.finish(fetch, with: Array("A".utf8), isError: false)
    #expect(known("a", store) == "A")
  }

  @Test func timeToLiveIsBoundByTheClock() throws {
    var options = RedisCacheOptions()
    options.timeToLive = .seconds(60)
    let clock = Clock()
    let store = CacheStore(options, clock: { clock.now })
    store.finish(try fetch("a", store), with: Array("A".utf8), isError: false)
    clock.seconds.store(59, ordering: .relaxed)
    #expect(known("a", store) == "A")
    clock.seconds.store(60, ordering: .relaxed)
    #expect(known("a", store) == nil)
    #expect(store.statistics.outdated == 1)
  }

  @Test func prefixesLimitWhatIsKept() throws {
    let store = store { $0.prefixes = ["user:", "page:"] }
    func isCovered(_ keys: [String]) -> Bool {
      CacheRequest(Commands.MGET(keys: keys), Commands.MGET.descriptor, for: store) != nil
    }
    #expect(isCovered(["user:1"]))
    #expect(isCovered(["user:1", "page:2"]))
    #expect(!isCovered(["user:1", "other"]))
    #expect(!isCovered(["user"]))
  }

  @Test func ofAClusterTheSlotCounts() throws {
    let store = CacheStore(RedisCacheOptions(), isOfCluster: true)
    store.finish(try fetch("a", store), with: Array("1".utf8), isError: false)
    store.finish(try fetch("b", store), with: Array("2".utf8), isError: false)
    store.forget(hashSlots: [UInt16("b".hashSlot)])
    #expect(known("a", store) == "1")
    #expect(known("b", store) == nil)
    func slot(_ keys: [String]) -> UInt16? {
      CacheRequest(Commands.MGET(keys: keys), Commands.MGET.descriptor, for: store)?.hashSlot
    }
    #expect(slot(["{a}1", "{a}2"]) == UInt16("a".hashSlot))
    #expect(slot(["a", "b"]) == nil)
    // What is under way while the slot moves is not kept.
    let fetch = try fetch("b", store)
    store.forget(hashSlots: [UInt16("b".hashSlot)])
    store.finish(fetch, with: Array("3".utf8), isError: false)
    #expect(known("b", store) == nil)
  }

  @Test func countersByTheNumberOfReplies() {
    for entries in [0, 1, 256, 257, 1_000, 100_000, 1 << 18] {
      let count = KeyVersions.count(for: entries)
      #expect(count >= 16 * entries)
      #expect(count <= max(1 << 12, 32 * entries))
      #expect(count & (count - 1) == 0)
    }
    for entries in [.max, 1 << 40] { #expect(KeyVersions.count(for: entries) == 1 << 22) }
    #expect(KeyVersions.count(for: .min) == 1 << 12)
    #expect(store().versions.count == 1 << 21)
  }

  /// In broadcast mode the server announces every change there is.
  @Test func changesOfKeysThatNobodyReadLeaveMostReplies() {
    let versions = store().versions
    let tickets = (0..<1_000).map { versions.ticket(for: [slot("key\($0)")]) }
    for key in 0..<100_000 { versions.change(slot("other\(key)")) }
    // One in 20 is to be expected to be out of date, whatever the seed of the hashes is.
    let good = tickets.count { versions.isCurrent($0) }
    #expect(good > 800, "\(good)")
  }

  @Test func boundsHoldOverAllShards() throws {
    let store = store {
      $0.maximumEntries = 2_000
      $0.maximumBytes = 32 << 20
    }
    for key in 0..<10_000 {
      store.finish(try fetch("\(key)", store), with: Array("value".utf8), isError: false)
    }
    let statistics = store.statistics
    #expect(statistics.entries <= 2_000)
    #expect(statistics.entries > 1_000)
    #expect(statistics.evictions >= 8_000)
    store.empty()
    #expect(store.statistics.entries == 0)
    #expect(store.statistics.bytes == 0)
  }
}
