/// The number that `text` spells as a whole: decimal with an optional fraction and exponent, `inf`, `-inf` or `nan`.
func parseDouble(_ text: UnsafeRawBufferPointer) -> Double? {
  guard let scan = DecimalScan(text) else { return parseNonFinite(text) }
  // Clinger's fast path: both factors are exact, so one correctly rounded operation gives the nearest double.
  if scan.isExact, scan.significand <= 1 << 53, scan.exponent.magnitude < exactPowersOfTen.count {
    let significand = Double(scan.significand)
    let power = exactPowersOfTen[Int(scan.exponent.magnitude)]
    let magnitude = scan.exponent < 0 ? significand / power : significand * power
    return scan.isNegative ? -magnitude : magnitude
  }
  return Double(String(decoding: text, as: UTF8.self))
}

/// The shortest text that reads back as the same number: `3`, `0.1`, `1e+16`, `inf`.
func doubleText(_ number: Double) -> String {
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  if number.isNaN { return "nan" }
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private let exactPowersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

/// Decimal text taken apart; nil if it is not of that form.
private struct DecimalScan {
  var isNegative = false
  var significand: UInt64 = 0
  var exponent = 0
  /// False when there were more digits than `significand` or `exponent` holds.
  var isExact = true

  init?(_ text: UnsafeRawBufferPointer) {
    var position = 0
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      position = 1
    }
    var digits = 0
    takeDigits(text, &position, &digits)
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      let whole = digits
      takeDigits(text, &position, &digits)
      exponent = whole - digits
    }
    guard digits > 0 else { return nil }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      guard takeExponent(text, position + 1) else { return nil }
      return
    }
    guard position == text.count else { return nil }
  }

  private mutating func takeDigits(_ text: UnsafeRawBufferPointer, _ position: inout Int, _ digits: inout Int) {
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { return }
      if significand >= 1 << 58 {
        isExact = false
      } else {
        significand = significand &* 10 &+ UInt64(digit)
      }
      digits += 1
      position += 1
    }
  }

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

private func parseNonFinite(_ text: UnsafeRawBufferPointer) -> Double? {
  let isNegative = text.first == UInt8(ascii: "-")
  let word = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
  if word.elementsEqual("inf".utf8, by: { $0 | 0x20 == $1 }) { return isNegative ? -.infinity : .infinity }
  if word.elementsEqual("nan".utf8, by: { $0 | 0x20 == $1 }) { return .nan }
  return nil
}
