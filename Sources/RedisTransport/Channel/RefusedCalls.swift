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

  var calls: Set<ObjectIdentifier> { Set(entries.map { ObjectIdentifier($0.call) }) }

  /// Whether a command may be sent again: not what runs scripts, whose error may come after a change.
  static func mayTake(_ call: PendingCall) -> Bool {
    // Without a deadline its caller would never be told.
    !call.runsScripts && !call.staysWithConnection && (call.deadline != .never || call.refusals < 10)
  }

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

  /// What came of looking through them.
  struct Findings {
    /// Those whose time has come.
    fileprivate(set) var again: [PendingCall] = []
    fileprivate var rejections = Rejections()

    /// To be called when nobody holds on to the calls: whoever is told may close the connection, which asks for them.
    func tell() { rejections.tell() }
  }

  /// Ends those that were cancelled or whose deadline passed, and takes out those whose time has come.
  mutating func sweep(now: MonotonicTime, counters: inout ConnectionCounters) -> Findings {
    var findings = Findings()
    var later: [Entry] = []
    for entry in entries {
      if entry.call.isCancelled {
        findings.rejections.append(entry.call.end(RedisError.taskCancelled))
        counters.cancelled += 1
      } else if entry.call.deadline <= now {
        findings.rejections.append(entry.call.end(entry.error))
        counters.timedOut += 1
      } else if entry.due <= now {
        findings.again.append(entry.call)
      } else {
        later.append(entry)
      }
    }
    entries = later
    return findings
  }

  mutating func removeAll() -> [PendingCall] {
    defer { entries = [] }
    return entries.map(\.call)
  }
}
