import RESP

/// Commands that the server could not take yet. Each is sent again after a while, longer each time, until its deadline.
struct RefusedCalls: ~Copyable {
  private struct Entry {
    var call: PendingCall
    var due: MonotonicTime
    /// What its caller is told if the deadline comes first.
    var error: RedisError
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// The wait before a command is sent again, in nanoseconds: from 10 to 250 ms.
  static func delay(refusals: UInt8, using generator: inout some RandomNumberGenerator) -> UInt64 {
    let step = min(UInt64(10_000_000) << min(UInt64(refusals), 6), 250_000_000)
    return UInt64.random(in: (step / 2)...step, using: &generator)
  }

  mutating func add(
    _ call: PendingCall, because error: RedisError, now: MonotonicTime, using generator: inout some RandomNumberGenerator
  ) {
    let delay = Self.delay(refusals: call.refusals, using: &generator)
    if call.refusals < .max { call.refusals += 1 }
    call.state = .queued
    entries.append(Entry(call: call, due: now.advanced(byNanoseconds: delay), error: error))
  }

  /// Ends those that were cancelled or whose deadline passed, and gives back those whose time has come.
  mutating func sweep(
    now: MonotonicTime, counters: inout ConnectionCounters, endings: inout [CallEnding]
  ) -> [PendingCall] {
    var again: [PendingCall] = []
    var later: [Entry] = []
    for entry in entries {
      if entry.call.isCancelled {
        _ = entry.call.endIfOverdue(now, &endings)
        counters.cancelled += 1
      } else if entry.call.deadline <= now {
        if let ending = entry.call.end(entry.error) { endings.append(ending) }
        counters.timedOut += 1
      } else if entry.due <= now {
        again.append(entry.call)
      } else {
        later.append(entry)
      }
    }
    entries = later
    return again
  }

  mutating func removeAll() -> [PendingCall] {
    defer { entries = [] }
    return entries.map(\.call)
  }
}
