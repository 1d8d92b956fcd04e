import RedisTransport

/// Replies by the requests that they answer, within bounds: a part of a cache's memory. Knows no time and no lock of its own.
///
/// What is over is not looked for: it is found when it is asked for, and whenever something is added a few others are looked at.
/// To make room, what was not asked for since the last time round goes first (the clock's second chance).
struct CacheTable {
  /// What a table may take.
  struct Bounds: Sendable, Hashable {
    var entries: Int
    var bytes: Int
  }

  /// Belongs to its table. An object, so that looking at one costs one retain and not one for each text.
  final class Entry: @unchecked Sendable {
    let hash: Int
    /// The command as it was sent.
    let request: [UInt8]
    /// The reply as it came, in one frame.
    let reply: [UInt8]
    let ticket: KeyVersions.Ticket
    let expires: MonotonicTime
    /// Whether it was asked for since the hand last came by.
    @exclusivity(unchecked) var isUsed = false

    init(hash: Int, request: [UInt8], reply: [UInt8], ticket: KeyVersions.Ticket, expires: MonotonicTime) {
      self.hash = hash
      self.request = request
      self.reply = reply
      self.ticket = ticket
      self.expires = expires
    }

    var bytes: Int { request.count + reply.count + ticket.keys * 16 + CacheTable.overhead }
  }

  struct Counters: Sendable {
    var hits = 0
    var misses = 0
    /// Removed to make room while they were still good.
    var evictions = 0
    /// Found out of date: a key was changed, or their time was up.
    var outdated = 0
  }

  /// What an entry takes beside its texts, about.
  static let overhead = 160

  private let bounds: Bounds
  private let versions: KeyVersions
  private var places: [Int: Int] = [:]
  private var entries: [Entry?] = []
  private var free: [Int] = []
  /// Where making room goes on, and looking for what is over.
  private var hand = 0
  private var broom = 0
  private(set) var bytes = 0
  var counters = Counters()

  init(bounds: Bounds, versions: KeyVersions) {
    self.bounds = bounds
    self.versions = versions
  }

  var count: Int { places.count }

  /// The reply to a request, if there is one that still holds. Counts a hit if so.
  mutating func reply(to request: UnsafeRawBufferPointer, hash: Int, now: MonotonicTime) -> [UInt8]? {
    guard let place = places[hash], let entry = entries[place],
      entry.request.withUnsafeBytes({ isEqual($0, request) })
    else { return nil }
    guard isGood(entry, now) else {
      counters.outdated += 1
      remove(at: place)
      return nil
    }
    // Written to only if that is new, since others may be reading beside it.
    if !entry.isUsed { entry.isUsed = true }
    counters.hits &+= 1
    return entry.reply
  }

  private func isGood(_ entry: Entry, _ now: MonotonicTime) -> Bool {
    now < entry.expires && versions.isCurrent(entry.ticket)
  }

  /// Keeps a reply, in place of an earlier one to the same request. False if it is too large, or out of date already.
  @discardableResult
  mutating func insert(_ entry: Entry, now: MonotonicTime) -> Bool {
    guard entry.bytes <= bounds.bytes, bounds.entries > 0, isGood(entry, now) else { return false }
    if let place = places[entry.hash] { remove(at: place) }
    sweep(now)
    while count >= bounds.entries || bytes > bounds.bytes - entry.bytes { evict(now) }
    let place = free.popLast() ?? entries.count
    if place == entries.count { entries.append(entry) } else { entries[place] = entry }
    places[entry.hash] = place
    bytes += entry.bytes
    return true
  }

  /// Looks at two entries, so that what is over does not stay for much longer than a round of insertions.
  private mutating func sweep(_ now: MonotonicTime) {
    for _ in 0..<min(2, entries.count) {
      broom = broom + 1 < entries.count ? broom + 1 : 0
      if let entry = entries[broom], !isGood(entry, now) {
        counters.outdated += 1
        remove(at: broom)
      }
    }
  }

  /// Removes one entry: the first that is over, or was not asked for since the last time round.
  private mutating func evict(_ now: MonotonicTime) {
    guard count > 0 else { return }
    while true {
      hand = hand + 1 < entries.count ? hand + 1 : 0
      guard let entry = entries[hand] else { continue }
      let isGood = isGood(entry, now)
      guard !isGood || !entry.isUsed else {
        entry.isUsed = false
        continue
      }
      if isGood { counters.evictions += 1 } else { counters.outdated += 1 }
      return remove(at: hand)
    }
  }

  private mutating func remove(at place: Int) {
    guard let entry = entries[place] else { return }
    places[entry.hash] = nil
    bytes -= entry.bytes
    entries[place] = nil
    free.append(place)
  }

  /// Removes everything, and gives what it took, for whoever is in no hurry to free it.
  mutating func removeAll() -> [Entry?] {
    let old = entries
    entries = []
    places = [:]
    free = []
    hand = 0
    broom = 0
    bytes = 0
    return old
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@inline(__always)
private func isEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard a.count == b.count else { return false }
  guard let first = a.baseAddress, let second = b.baseAddress else { return true }
  return memcmp(first, second, a.count) == 0
}
