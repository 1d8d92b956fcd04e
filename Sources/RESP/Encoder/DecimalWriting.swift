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
  address.storeBytes(of: type, as: UInt8.self)
  let digits = writeDecimal(UInt(bitPattern: number), at: address + 1)
  address.storeBytes(of: Wire.lineEnd, toByteOffset: digits &+ 1, as: UInt16.self)
  return digits &+ 3
}

/// Writes the digits of `number`; returns how many.
@inline(__always)
func writeDecimal(_ number: UInt, at address: UnsafeMutableRawPointer) -> Int {
  let digits = decimalDigits(number)
  var rest = number
  var position = digits
  repeat {
    position &-= 1
    let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
    address.storeBytes(
      of: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit), toByteOffset: position, as: UInt8.self)
    rest = quotient
  } while rest > 0
  return digits
}

/// How many digits `number` has.
@inline(__always)
func decimalDigits(_ number: UInt) -> Int {
  var digits = 1
  var rest = number
  while rest >= 10 {
    rest /= 10
    digits &+= 1
  }
  return digits
}
