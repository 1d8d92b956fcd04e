extension RESPReader {
  /// A length of time: an integer, a double, or a string that spells one of them. Fractions are kept to the nanosecond.
  public mutating func readDuration(unit: RESPTimeUnit) throws(RedisError) -> Duration {
    let (kind, text) = try nextText(expected: "duration")
    if kind != .boolean {
      if let count = parseInt(text) { return unit.duration(count) }
      if let count = parseDouble(text), let duration = unit.duration(count) { return duration }
    }
    throw mismatch("duration", kind)
  }

  /// A moment: an integer, or a string that spells one.
  public mutating func readTime(unit: RESPTimeUnit) throws(RedisError) -> UnixTime {
    unit.time(try readInt())
  }

  /// Nil for null and for one integer that means "there is none", such as -1; else what `value` reads.
  @inlinable public mutating func readUnless<Value>(
    _ number: Int, _ value: (inout RESPReader) throws(RedisError) -> Value
  ) throws(RedisError) -> Value? {
    readNull() || readInteger(number) ? nil : try value(&self)
  }

  /// Takes an integer, or a string that spells one, if it is `number` and comes next.
  @usableFromInline
  mutating func readInteger(_ number: Int) -> Bool {
    let start = position
    // Whatever is wrong with it is for the read that follows to complain about.
    if let (_, text) = try? nextText(expected: "integer"), parseInt(text) == number { return true }
    position = start
    return false
  }
}
