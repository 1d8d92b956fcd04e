import CommandTestSupport
import RedisTransport

@testable import TypedRedis

/// A moment, in seconds.
func time(_ seconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: seconds * 1_000_000_000) }

/// The bytes that a command is sent as.
func encoded(_ words: [String]) -> [UInt8] { Array(frame(words).utf8) }

func slot(_ key: String) -> KeyVersions.Slot { Array(key.utf8).withUnsafeBytes { KeyVersions.slot(of: $0) } }

/// A table with a memory of keys, filled and asked as a store does it.
final class TestTable {
  let versions: KeyVersions
  var table: CacheTable

  init(entries: Int = 100, bytes: Int = 1 << 20) {
    versions = KeyVersions(entries: entries)
    table = CacheTable(bounds: CacheTable.Bounds(entries: entries, bytes: bytes), versions: versions)
  }

  func entry(
    _ key: String, _ reply: String, ticket: KeyVersions.Ticket? = nil, expires: MonotonicTime = .never
  ) -> CacheTable.Entry {
    let request = encoded(["GET", key])
    return CacheTable.Entry(
      hash: request.withUnsafeBytes { CacheStore.hash($0) }, request: request, reply: Array(reply.utf8),
      ticket: ticket ?? versions.ticket(for: [slot(key)]), expires: expires)
  }

  @discardableResult
  func set(
    _ key: String, _ reply: String, ticket: KeyVersions.Ticket? = nil, expires: MonotonicTime = .never,
    now: MonotonicTime = time(0)
  ) -> Bool {
    table.insert(entry(key, reply, ticket: ticket, expires: expires), now: now)
  }

  func get(_ key: String, now: MonotonicTime = time(0)) -> String? {
    encoded(["GET", key]).withUnsafeBytes { request in
      table.reply(to: request, hash: CacheStore.hash(request), now: now).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
