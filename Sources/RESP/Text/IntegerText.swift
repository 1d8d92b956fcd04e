/// The decimal integer that `text` spells as a whole, nil if it spells none or one that does not fit.
func parseInt(_ text: UnsafeRawBufferPointer) -> Int? {
  guard let base = text.baseAddress else { return nil }
  return parseInt(base, from: 0, to: text.count)
}

@inline(__always)
func parseInt(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
  var position = start
  var isNegative = false
  if position < end {
    let first = base.load(fromByteOffset: position, as: UInt8.self)
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      position &+= 1
    }
  }
  guard position < end else { return nil }
  // Eighteen digits always fit.
  guard end &- position <= 18 else { return parseLongInt(base, from: position, to: end, isNegative: isNegative) }
  var value = 0
  repeat {
    let digit = base.load(fromByteOffset: position, as: UInt8.self) &- UInt8(ascii: "0")
    guard digit <= 9 else { return nil }
    value = value &* 10 &+ Int(digit)
    position &+= 1
  } while position < end
  return isNegative ? 0 &- value : value
}

@inline(never)
private func parseLongInt(_ base: UnsafeRawPointer, from start: Int, to end: Int, isNegative: Bool) -> Int? {
  guard let magnitude = parseMagnitude(base, from: start, to: end) else { return nil }
  if !isNegative { return Int(exactly: magnitude) }
  return magnitude == Int.min.magnitude ? .min : Int(exactly: magnitude).map { -$0 }
}

/// The same for numbers that may need all 64 bits.
func parseUInt(_ text: UnsafeRawBufferPointer) -> UInt64? {
  guard let base = text.baseAddress else { return nil }
  return parseMagnitude(base, from: text.first == UInt8(ascii: "+") ? 1 : 0, to: text.count).map(UInt64.init)
}

private func parseMagnitude(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> UInt? {
  guard start < end else { return nil }
  var value: UInt = 0
  for position in start..<end {
    let digit = base.load(fromByteOffset: position, as: UInt8.self) &- UInt8(ascii: "0")
    guard digit <= 9 else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt(digit))
    if overflow || carry { return nil }
    value = sum
  }
  return value
}
