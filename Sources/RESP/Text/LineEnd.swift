#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The offset of the first CR in a range, nil if there is none. Most lines are short, so the first bytes are looked at
/// one by one before libc is asked.
@inline(__always)
func findCarriageReturn(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
  var position = start
  let near = min(end, start &+ 16)
  while position < near {
    if base.load(fromByteOffset: position, as: UInt8.self) == Wire.carriageReturn { return position }
    position &+= 1
  }
  guard position < end else { return nil }
  guard let found = memchr(base + position, Int32(Wire.carriageReturn), end &- position) else { return nil }
  return UnsafeRawPointer(found) - base
}
