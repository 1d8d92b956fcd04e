import RedisTransport

/// The entries that this process has let go of without acknowledging them, for as long as nobody is to have them.
///
/// A consumer that looks at its own pending entries after a break looks for those that it never got. These it got.
struct LetGoEntries: ~Copyable {
  /// As many are remembered.
  static let limit = 1 << 14

  // Not private, since Swift 6.3.1 cannot compile that.
  struct Departure {
    var key: HeldEntries.Key
    var time: MonotonicTime
  }

  /// Nanoseconds; nil for ever.
  private let period: UInt64?
  private var times: [HeldEntries.Key: MonotonicTime] = [:]
  private var order = RingBuffer<Departure>()
  /// When the last of those that were forgotten too early may be had.
  private var forgottenUntil = MonotonicTime(nanoseconds: 0)

  init(period: UInt64?) { self.period = period }

  mutating func add(_ key: HeldEntries.Key, now: MonotonicTime) {
    expire(now)
    if order.count >= Self.limit, let oldest = order.popFirst(), forget(oldest), let period {
      forgottenUntil = oldest.time.advanced(byNanoseconds: period)
    }
    times[key] = now
    order.append(Departure(key: key, time: now))
  }

  /// It is here again.
  mutating func remove(_ key: HeldEntries.Key) { times[key] = nil }

  /// Whether it may be one of them.
  mutating func contains(_ key: HeldEntries.Key, now: MonotonicTime) -> Bool {
    expire(now)
    return times[key] != nil || now < forgottenUntil
  }

  private mutating func expire(_ now: MonotonicTime) {
    guard let period else { return }
    while let oldest = order.first, oldest.time.advanced(byNanoseconds: period) <= now, let gone = order.popFirst() {
      _ = forget(gone)
    }
  }

  /// Whether it was known, and not let go of once more since.
  private mutating func forget(_ departure: Departure) -> Bool {
    guard times[departure.key] == departure.time else { return false }
    times[departure.key] = nil
    return true
  }
}
