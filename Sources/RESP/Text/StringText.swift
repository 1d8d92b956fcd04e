extension String {
  /// Nil if the bytes are not UTF-8.
  @inline(__always)
  init?(utf8 bytes: UnsafeRawBufferPointer) {
    // Decoding is several times faster than validating, and cannot go wrong for ASCII.
    if isASCII(bytes) {
      self.init(decoding: bytes, as: UTF8.self)
    } else {
      self.init(checking: bytes)
    }
  }

  @inline(never)
  private init?(checking bytes: UnsafeRawBufferPointer) {
    self.init(validating: bytes.assumingMemoryBound(to: UInt8.self), as: UTF8.self)
  }
}

/// Whether no byte has its top bit set. Eight bytes at a time; the last eight may overlap the ones before.
@inline(__always)
private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let base = bytes.baseAddress else { return true }
  let count = bytes.count
  guard count >= 8 else {
    var bits: UInt8 = 0
    for byte in bytes { bits |= byte }
    return bits < 0x80
  }
  var bits: UInt64 = base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
  var position = 0
  while position &+ 8 < count {
    bits |= base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    position &+= 8
  }
  return bits & 0x8080_8080_8080_8080 == 0
}

/// Calls `body` with the UTF-8 of `text`, in place where the string allows it.
@inline(__always)
func withBytes<R>(of text: String, _ body: (UnsafeRawBufferPointer) -> R) -> R {
  let result = text.utf8.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
  if let result { return result }
  return Array(text.utf8).withUnsafeBytes(body)
}
