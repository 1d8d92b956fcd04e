extension CommandEncoder {
  /// A word of the command's syntax.
  public mutating func token(_ word: StaticString) {
    if word.hasPointerRepresentation {
      append(bytes: UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    } else {
      append(word.description)
    }
  }

  public mutating func append(_ value: RedisValue) {
    switch value {
    case .string(let text): append(text)
    case .bytes(let bytes): bytes.withUnsafeBytes { append(bytes: $0) }
    case .int(let number): append(number)
    case .double(let number): append(number)
    }
  }

  public mutating func append(_ text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(bytes: UnsafeRawBufferPointer($0)) }
    if done == nil { Array(text.utf8).withUnsafeBytes { append(bytes: $0) } }
  }

  public mutating func append(_ number: Int) {
    appendDecimal(number)
  }

  /// As the shortest text that reads back as the same number: `3`, `0.1`, `inf`, `-inf`.
  public mutating func append(_ number: Double) {
    // Whole numbers below 2^53 have the same text as integers. Zero has a sign.
    if number.magnitude < 0x1p53, number != 0, let whole = Int(exactly: number) {
      appendDecimal(whole)
    } else {
      append(doubleText(number))
    }
  }

  public mutating func append(unixSeconds time: UnixTime) { append(time.seconds) }

  public mutating func append(unixMilliseconds time: UnixTime) { append(time.milliseconds) }

  /// How many of something follow.
  public mutating func appendCount(_ count: Int) { append(count) }
}
