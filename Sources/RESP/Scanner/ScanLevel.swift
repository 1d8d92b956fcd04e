/// An aggregate that is being scanned. The outermost level is the frame itself: one element at depth 0.
struct ScanLevel: Sendable {
  enum Form: Sendable {
    /// The count was announced.
    case definite
    /// A streamed array or set.
    case streamedElements
    /// A streamed map.
    case streamedPairs
    /// A streamed string, made of chunks.
    case chunks
  }

  var form = Form.definite
  var depth = 0
  /// Definite: elements still to come. Streamed: elements seen. Chunks: bytes seen.
  var count = 1
  /// Attributes were read and the value they belong to was not.
  var owesValue = false

  /// Counts one element; true if it was the last.
  @inline(__always)
  mutating func take() -> Bool {
    owesValue = false
    if form == .definite {
      count &-= 1
      return count == 0
    }
    count &+= 1
    return false
  }
}
