extension RESPReader {
  /// Takes the simple string `status` if that is what comes next.
  public mutating func takeStatus(_ status: StaticString) -> Bool {
    let length = status.utf8CodeUnitCount
    guard status.hasPointerRepresentation, end - position >= length + 3,
      base.load(fromByteOffset: position, as: UInt8.self) == Wire.simpleString
    else { return false }
    let text = UnsafeRawBufferPointer(start: base + position + 1, count: length)
    guard text.elementsEqual(UnsafeRawBufferPointer(start: status.utf8Start, count: length)),
      base.loadUnaligned(fromByteOffset: position + 1 + length, as: UInt16.self) == Wire.lineEnd
    else { return false }
    position += length + 3
    return true
  }
}
