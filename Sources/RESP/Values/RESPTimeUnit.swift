/// What a number that stands for a time counts. Replies do not say; the specification of the command does.
public enum RESPTimeUnit: Sendable, Hashable, CaseIterable {
  case seconds, milliseconds, microseconds

  /// So many of this unit.
  public func duration(_ count: Int) -> Duration {
    switch self {
    case .seconds: .seconds(count)
    case .milliseconds: .milliseconds(count)
    case .microseconds: .microseconds(count)
    }
  }

  /// So many of this unit, to the nanosecond. Lengths beyond every integer become the longest that one can count.
  ///
  /// Nil if `count` is not a number.
  public func duration(_ count: Double) -> Duration? {
    if count.isNaN { return nil }
    let whole = count.rounded(.towardZero)
    guard let units = Int(exactly: whole) else { return duration(count < 0 ? Int.min : Int.max) }
    // Whole units and the rest apart: together they have more digits than a double holds.
    return duration(units) + .nanoseconds(Int64(((count - whole) * nanoseconds).rounded()))
  }

  /// The moment so many of this unit after 1970 began. Those too far away become the furthest there is.
  public func time(_ count: Int) -> UnixTime {
    switch self {
    case .seconds: UnixTime(seconds: count)
    case .milliseconds: UnixTime(milliseconds: count)
    case .microseconds: UnixTime(milliseconds: floorDivide(count, 1000))
    }
  }

  private var nanoseconds: Double {
    switch self {
    case .seconds: 1e9
    case .milliseconds: 1e6
    case .microseconds: 1e3
    }
  }
}

// MARK: Back to numbers

extension RESPTimeUnit {
  /// The number for `duration`: an integer if it is a whole one that fits.
  public func respValue(of duration: Duration) -> RESPValue {
    let (seconds, attoseconds) = duration.nearestComponents
    let (unitsPerSecond, attosecondsPerUnit) = ratio
    let (rest, fraction) = attoseconds.quotientAndRemainder(dividingBy: attosecondsPerUnit)
    let (product, isTooLong) = seconds.multipliedReportingOverflow(by: unitsPerSecond)
    let (units, isCarried) = product.addingReportingOverflow(rest)
    if isTooLong || isCarried { return .integer(seconds < 0 ? .min : .max) }
    if fraction == 0 { return .integer(Int(units)) }
    return .double(Double(units) + Double(fraction) / Double(attosecondsPerUnit))
  }

  /// The number for `time`.
  public func respValue(of time: UnixTime) -> RESPValue {
    // The furthest moment stands for all that are too far away, also for one in another unit.
    if time.milliseconds == .max { return .integer(.max) }
    switch self {
    case .seconds: return .integer(time.seconds)
    case .milliseconds: return .integer(time.milliseconds)
    case .microseconds:
      let (product, overflow) = time.milliseconds.multipliedReportingOverflow(by: 1000)
      return .integer(overflow ? (time.milliseconds < 0 ? .min : .max) : product)
    }
  }

  private var ratio: (unitsPerSecond: Int64, attosecondsPerUnit: Int64) {
    switch self {
    case .seconds: (1, 1_000_000_000_000_000_000)
    case .milliseconds: (1000, 1_000_000_000_000_000)
    case .microseconds: (1_000_000, 1_000_000_000_000)
    }
  }
}

/// Towards the past, also before 1970.
private func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient - 1 : quotient
}
