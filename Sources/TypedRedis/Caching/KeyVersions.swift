import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How often keys have changed, as far as is known. What was read of a key is out of date once its number is another one than
/// when the reading began.
///
/// Keys share a limited number of counters, so that nothing has to be remembered of any of them: a change of one key takes some
/// others for changed, of which they are read again. In broadcast mode the server announces changes of any key, also of those that
/// nobody reads; so there are many more counters than replies, and few changes hit one that matters.
///
/// Counters are only ever added to, from any thread, and compared without a lock.
final class KeyVersions: @unchecked Sendable {
  /// Names one counter, whatever their number is.
  typealias Slot = Int

  /// A power of two.
  let count: Int
  private let counters: UnsafeMutablePointer<Atomic<UInt32>>
  /// Counts what changes all keys at once.
  private let all = Atomic<UInt64>(0)

  /// - Parameter entries: how many replies there may be at once.
  init(entries: Int) {
    count = Self.count(for: entries)
    // All zero. Memory that is not used yet is not taken yet.
    let memory: UnsafeMutableRawPointer = calloc(count, MemoryLayout<Atomic<UInt32>>.stride)
    counters = memory.bindMemory(to: Atomic<UInt32>.self, capacity: count)
  }

  /// At least 16 for each reply, so that the change of a key that nobody has read takes one reply in 16 with it at most: 4,096
  /// counters (16 KiB) for small caches, and no more than 4,194,304 (16 MiB), which is enough for 262,144 replies.
  static func count(for entries: Int) -> Int {
    let wanted = 16 * max(0, min(entries, 1 << 18))
    var count = 1 << 12
    while count < wanted { count *= 2 }
    return count
  }

  deinit { free(counters) }

  /// The counter of a key.
  static func slot(of key: UnsafeRawBufferPointer) -> Slot {
    var hasher = Hasher()
    hasher.combine(bytes: key)
    return hasher.finalize()
  }

  /// The counter of who has the keys of a cluster's hash slot.
  static func slot(ofOwnerOf hashSlot: UInt16) -> Slot {
    var hasher = Hasher()
    hasher.combine(hashSlot)
    return hasher.finalize()
  }

  /// Notes that a key changed.
  func change(_ slot: Slot) {
    (counters + (slot & (count - 1))).pointee.add(1, ordering: .sequentiallyConsistent)
  }

  /// Notes that any key may have changed.
  func changeAll() { all.add(1, ordering: .sequentiallyConsistent) }

  /// What is known of these keys now, to be taken before they are read.
  func ticket(for slots: [Slot]) -> Ticket {
    let all = all.load(ordering: .sequentiallyConsistent)
    let first = slots.first ?? 0
    let others = slots.dropFirst().map { (slot: $0, version: version($0)) }
    return Ticket(all: all, slot: first, version: version(first), others: others)
  }

  /// Whether none of a ticket's keys has changed since.
  @inline(__always)
  func isCurrent(_ ticket: borrowing Ticket) -> Bool {
    guard all.load(ordering: .sequentiallyConsistent) == ticket.all, version(ticket.slot) == ticket.version else {
      return false
    }
    return ticket.others.isEmpty || ticket.others.allSatisfy { version($0.slot) == $0.version }
  }

  @inline(__always)
  private func version(_ slot: Slot) -> UInt32 {
    (counters + (slot & (count - 1))).pointee.load(ordering: .sequentiallyConsistent)
  }

  /// The numbers of some keys at one time.
  struct Ticket: Sendable {
    fileprivate let all: UInt64
    fileprivate let slot: Slot
    fileprivate let version: UInt32
    /// Of a request that names several keys.
    fileprivate let others: [(slot: Slot, version: UInt32)]

    /// How many keys it is of.
    var keys: Int { others.count + 1 }
  }
}
