#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A moment, in milliseconds since 1970-01-01 00:00 UTC. Commands send it in the unit each of them wants.
public struct UnixTime: Sendable, Hashable, Comparable {
  public var milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Moments too far away to be expressed become the furthest one that can be.
  public init(seconds: Int) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// Whole seconds, rounded towards the past.
  public var seconds: Int {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// What the system's clock says.
  public static var now: UnixTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UnixTime(seconds: Int(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  public static func < (left: UnixTime, right: UnixTime) -> Bool { left.milliseconds < right.milliseconds }

  public static func + (time: UnixTime, duration: Duration) -> UnixTime {
    let (seconds, attoseconds) = duration.nearestComponents
    let whole = UnixTime(seconds: Int(clamping: seconds)).milliseconds
    let first = time.milliseconds.addingReportingOverflow(whole)
    if first.overflow { return UnixTime(milliseconds: whole < 0 ? .min : .max) }
    let part = Int(attoseconds / 1_000_000_000_000_000)
    let second = first.partialValue.addingReportingOverflow(part)
    if second.overflow { return UnixTime(milliseconds: part < 0 ? .min : .max) }
    return UnixTime(milliseconds: second.partialValue)
  }

  public static func - (time: UnixTime, duration: Duration) -> UnixTime {
    // `.zero - duration` would trap for the one duration that has no opposite.
    let (seconds, attoseconds) = duration.nearestComponents
    return time + Duration(secondsComponent: seconds == .min ? .max : -seconds, attosecondsComponent: -attoseconds)
  }
}
