/// What the server says of changed keys: a push of the kind `invalidate`, with the keys, or with null for all there are.
enum Invalidation: Equatable {
  case keys([KeyVersions.Slot])
  case everything

  private static let kind: StaticString = "invalidate"

  /// Nil if `frame` is about something else. What cannot be read may be about any key.
  init?(_ frame: UnsafeRawBufferPointer) {
    var reader = RESPReader(frame)
    do {
      guard try reader.readArrayHeader() == 2 else { return nil }
      let isInvalidation = try reader.withBytes { kind throws(RedisError) in
        Invalidation.kind.withUTF8Buffer { kind.elementsEqual($0) }
      }
      guard isInvalidation else { return nil }
    } catch {
      return nil
    }
    self = (try? Invalidation.keys(&reader)).map { .keys($0) } ?? .everything
  }

  /// Throws if there is no list of keys.
  private static func keys(_ reader: inout RESPReader) throws(RedisError) -> [KeyVersions.Slot] {
    var slots: [KeyVersions.Slot] = []
    for _ in 0..<(try reader.readArrayHeader()) {
      slots.append(try reader.withBytes { key throws(RedisError) in KeyVersions.slot(of: key) })
    }
    return slots
  }
}
