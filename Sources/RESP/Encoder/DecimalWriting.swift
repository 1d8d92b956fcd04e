/// A type byte, twenty digits and a line end.
let longestHeader = 23

/// Writes a type byte, a number that is not negative, and a line end; returns how many bytes that took.
@inline(__always)
func writeHeader(_ type: UInt8, _ number: Int, at address: UnsafeMutableRawPointer) -> Int {
  if number < 10 {
    let digit = UInt32(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number))
    let header = UInt32(type) | digit &<< 8 | 0x0A0D_0000
    address.storeBytes(of: header.littleEndian, as: UInt32.self)
    return 4
  }
  let digits = decimalDigits(UInt(bitPattern: number))
  let stop = address + digits + 1
  address.storeBytes(of: type, as: UInt8.self)
  writeDecimal(UInt(bitPattern: number), endingAt: stop)
  stop.storeBytes(of: Wire.lineEnd, as: UInt16.self)
  return digits &+ 3
}

/// Writes the digits of `number` in front of `stop`.
@inline(__always)
func writeDecimal(_ number: UInt, endingAt stop: UnsafeMutableRawPointer) {
  var rest = number
  var address = stop
  repeat {
    let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
    address -= 1
    address.storeBytes(of: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit), as: UInt8.self)
    rest = quotient
  } while rest > 0
}

/// How many digits `number` has.
@inline(__always)
func decimalDigits(_ number: UInt) -> Int {
  var digits = 1
  var limit: UInt = 10
  // 10^19 is the last power of ten that fits.
  while digits < 20, number >= limit {
    digits &+= 1
    limit = limit &* 10
  }
  return digits
}
