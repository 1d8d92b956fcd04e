#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Nanoseconds on a clock that never goes back.
package struct MonotonicTime: Sendable, Hashable, Comparable {
  package var nanoseconds: UInt64

  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  package static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(
      nanoseconds: UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
        &+ UInt64(truncatingIfNeeded: time.tv_nsec))
  }

  /// Later than every deadline.
  package static let never = MonotonicTime(nanoseconds: .max)

  package static func < (a: MonotonicTime, b: MonotonicTime) -> Bool {
    a.nanoseconds < b.nanoseconds
  }

  /// Saturates, so that "very long" stays later than everything.
  package func advanced(byNanoseconds delta: UInt64) -> MonotonicTime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(delta)
    return MonotonicTime(nanoseconds: overflow ? .max : sum)
  }

  package func advanced(by duration: Duration) -> MonotonicTime {
    advanced(byNanoseconds: duration.saturatedNanoseconds)
  }

  /// Zero if `earlier` is later.
  package func nanoseconds(since earlier: MonotonicTime) -> UInt64 {
    nanoseconds > earlier.nanoseconds ? nanoseconds &- earlier.nanoseconds : 0
  }
}

extension Duration {
  /// Whole nanoseconds, between 0 and `UInt64.max`.
  package var saturatedNanoseconds: UInt64 {
    let (seconds, attoseconds) = nearestComponents
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return .max }
    let (sum, carry) = whole.addingReportingOverflow(UInt64(attoseconds) / 1_000_000_000)
    return carry ? .max : sum
  }
}
