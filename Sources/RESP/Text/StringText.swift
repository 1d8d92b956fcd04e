extension String {
  /// Nil if the bytes are not UTF-8.
  @inline(__always)
  init?(utf8 bytes: UnsafeRawBufferPointer) {
    self.init(validating: bytes.assumingMemoryBound(to: UInt8.self), as: UTF8.self)
  }
}

/// Calls `body` with the UTF-8 of `text`, in place where the string allows it.
@inline(__always)
func withBytes<R>(of text: String, _ body: (UnsafeRawBufferPointer) -> R) -> R {
  let result = text.utf8.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
  if let result { return result }
  return Array(text.utf8).withUnsafeBytes(body)
}
