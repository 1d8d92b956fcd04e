/// Decimal text taken apart: its value is `significand` times ten to the power of `exponent`.
struct DecimalText {
  var isNegative = false
  var significand: UInt64 = 0
  var exponent = 0
  /// False when there were more digits than the fields hold.
  var isExact = true

  /// Nil if `text` is not a sign, digits with an optional point among them, and an optional exponent.
  @inline(__always)
  init?(_ text: UnsafeRawBufferPointer) {
    var position = 0
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      position = 1
    }
    var digits = 0
    takeDigits(text, &position, &digits)
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position &+= 1
      let whole = digits
      takeDigits(text, &position, &digits)
      exponent = whole &- digits
    }
    guard digits > 0 else { return nil }
    if position < text.count {
      guard text[position] | 0x20 == UInt8(ascii: "e"), takeExponent(text, position &+ 1) else { return nil }
    }
  }

  @inline(__always)
  private mutating func takeDigits(_ text: UnsafeRawBufferPointer, _ position: inout Int, _ digits: inout Int) {
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { return }
      // Nineteen digits always fit.
      if significand < 1_000_000_000_000_000_000 {
        significand = significand &* 10 &+ UInt64(digit)
      } else {
        isExact = false
      }
      digits &+= 1
      position &+= 1
    }
  }

  @inline(never)
  private mutating func takeExponent(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    var position = start
    var isBelowOne = false
    if position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
      isBelowOne = text[position] == UInt8(ascii: "-")
      position += 1
    }
    guard position < text.count else { return false }
    var value = 0
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { return false }
      if value < 10_000 { value = value * 10 + Int(digit) } else { isExact = false }
      position += 1
    }
    exponent += isBelowOne ? -value : value
    return true
  }
}

extension DecimalText {
  /// The nearest double, ties to even; nil if there are too many digits, or the exponent is too far from zero, to find
  /// it with exact integers of 128 bits.
  var nearestDouble: Double? {
    guard isExact, exponent.magnitude < Powers.five.count else { return nil }
    guard significand > 0 else { return isNegative ? -0.0 : 0 }
    let magnitude = exponent < 0 ? quotient(by: Powers.five[0 - exponent]) : product(with: Powers.five[exponent])
    return isNegative ? -magnitude : magnitude
  }

  /// significand * five * 2^exponent
  private func product(with five: UInt64) -> Double {
    let (high, low) = significand.multipliedFullWidth(by: five)
    if high == 0 {
      let shift = low.leadingZeroBitCount
      return rounded(low &<< UInt64(shift), isExact: true, exponent: exponent - shift)
    }
    let shift = high.leadingZeroBitCount
    let bits = shift == 0 ? high : high &<< UInt64(shift) | low &>> UInt64(64 - shift)
    return rounded(bits, isExact: low &<< UInt64(shift) == 0, exponent: exponent + 64 - shift)
  }

  /// significand / five * 2^exponent
  private func quotient(by five: UInt64) -> Double {
    let dividendShift = significand.leadingZeroBitCount
    let divisorShift = five.leadingZeroBitCount
    let dividend = significand &<< UInt64(dividendShift)
    let divisor = five &<< UInt64(divisorShift)
    // With the top bits of both set, halving the dividend where needed makes the quotient take exactly 64 bits.
    let halved: UInt64 = dividend >= divisor ? 1 : 0
    let (bits, remainder) = divisor.dividingFullWidth((dividend &>> halved, halved == 1 ? dividend &<< 63 : 0))
    let power = exponent - 64 + divisorShift - dividendShift + Int(halved)
    return rounded(bits, isExact: remainder == 0, exponent: power)
  }

  /// bits * 2^exponent, rounded to 53 bits. The top bit is set; `isExact` tells whether bits after the last were lost.
  private func rounded(_ bits: UInt64, isExact: Bool, exponent: Int) -> Double {
    let half: UInt64 = 1 << 10
    let rest = bits & (half * 2 - 1)
    let kept = bits >> 11
    let isUp = rest > half || rest == half && (!isExact || kept & 1 == 1)
    // The powers are small enough for the result to be normal. A carry out of the fraction raises the exponent by one.
    let biased = UInt64(truncatingIfNeeded: exponent + 63 + 1023)
    return Double(bitPattern: biased << 52 &+ (kept &- 1 << 52) &+ (isUp ? 1 : 0))
  }

  private enum Powers {
    /// The powers of five that fit into 64 bits.
    static let five: [UInt64] = {
      var powers: [UInt64] = [1]
      for _ in 0..<27 { powers.append(powers[powers.count - 1] * 5) }
      return powers
    }()
  }
}
