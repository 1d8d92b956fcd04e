/// Makes one reply frame of several, as the specification says that the replies of a command go together.
///
/// The frames may be of either protocol. What comes out is a frame of RESP3, or one of them as it is.
enum ReplyMerge {
  /// For a command that several nodes have carried out.
  ///
  /// - Parameter frames: one reply each, in the order of the nodes.
  /// - Throws: ``RedisError`` with code `unsupported` if they do not make one reply, `unexpectedReply` if they are not of the
  ///   kind that the policy is about.
  static func merge(_ frames: [[UInt8]], _ policy: ResponsePolicy?) throws(RedisError) -> [UInt8] {
    guard let first = frames.first else { throw RedisError(.unexpectedReply, "no node has answered") }
    if policy == .special { throw .answersDiffer }
    if policy == .oneSucceeded { return frames.first { !isError($0) } ?? first }
    if policy == .anyPresent {
      return frames.filter(isPresent).randomElement() ?? frames.first(where: isError) ?? first
    }
    if let error = frames.first(where: isError) { return error }
    guard frames.count > 1 else { return first }
    switch policy {
    case .allSucceeded, .oneSucceeded, .anyPresent, .special: return first
    case .aggSum: return try NumberFold.sum.fold(frames)
    case .aggMin: return try NumberFold.minimum.fold(frames)
    case .aggMax: return try NumberFold.maximum.fold(frames)
    case .aggLogicalAnd: return try NumberFold.and.fold(frames)
    case .aggLogicalOr: return try NumberFold.or.fold(frames)
    case nil: return try join(frames, first)
    }
  }

  /// For a command that was split by the slots of its keys.
  ///
  /// - Parameters:
  ///   - frames: one reply for each of `parts`, in their order.
  ///   - keys: how many keys the whole command has.
  /// - Throws: as ``merge(_:_:)``, and `unexpectedReply` if a part has not one element for each of its keys where the policy is
  ///   that of lists.
  static func merge(
    _ frames: [[UInt8]], of parts: [RequestPart], keys: Int, _ policy: ResponsePolicy?
  ) throws(RedisError) -> [UInt8] {
    if policy == .allSucceeded, let first = frames.first, frames.contains(where: { $0 != first && !isError($0) && !isError(first) }) {
      // Some parts were carried out and others were not (`MSETEX` with a condition).
      throw RedisError.answersDiffer.markingMayHaveBeenApplied()
    }
    guard policy == nil else { return try merge(frames, policy) }
    if let error = frames.first(where: isError) { return error }
    guard frames.count == parts.count else {
      throw RedisError(.unexpectedReply, "expected \(parts.count) parts of a reply, got \(frames.count)")
    }
    var elements: [Int: ArraySlice<UInt8>] = [:]
    for (frame, part) in zip(frames, parts) {
      guard let list = try RawAggregate(frame) else { throw .unexpected("a list", got: "something else") }
      guard list.elements.count == part.positions.count else {
        throw .unexpected("\(part.positions.count) elements, one for each key", got: "\(list.elements.count)")
      }
      for (position, element) in zip(part.positions, list.elements) { elements[position] = list.bytes(element) }
    }
    var merged = RawAggregate.header(UInt8(ascii: "*"), keys)
    for position in 0..<max(0, keys) {
      guard let element = elements[position] else {
        throw .unexpected("an element for each key", got: "none for number \(position)")
      }
      merged += element
    }
    return merged
  }

  /// Lists and maps become one; anything else has to be the same everywhere.
  private static func join(_ frames: [[UInt8]], _ first: [UInt8]) throws(RedisError) -> [UInt8] {
    var lists: [RawAggregate] = []
    var others = 0
    for frame in frames {
      if let list = try RawAggregate(frame) {
        lists.append(list)
      } else if try !isNull(frame) {
        others += 1
      }
    }
    if !lists.isEmpty, others == 0 { return try RawAggregate.concatenate(lists) }
    if frames.allSatisfy({ $0 == first }) { return first }
    // The same in the other protocol's words?
    let value = try RESPValue.parse(first)
    for frame in frames.dropFirst() {
      guard try RESPValue.parse(frame) == value else { throw .answersDiffer }
    }
    return first
  }

  private static func isNull(_ frame: [UInt8]) throws(RedisError) -> Bool {
    try frame.read { reader throws(RedisError) in
      guard try reader.peekKind() == .null else { return false }
      try reader.skip()
      try reader.expectEnd()
      return true
    }
  }

  /// Whether it is something, neither null nor an error.
  static func isPresent(_ frame: [UInt8]) -> Bool {
    guard let kind = kind(frame) else { return false }
    return kind != .null && kind != .error && kind != .blobError
  }

  private static func isError(_ frame: [UInt8]) -> Bool {
    let kind = kind(frame)
    return kind == .error || kind == .blobError
  }

  private static func kind(_ frame: [UInt8]) -> RESPKind? {
    try? frame.read { reader throws(RedisError) in try reader.peekKind() }
  }
}

extension [UInt8] {
  /// Reads a frame.
  func read<R>(_ body: (inout RESPReader) throws(RedisError) -> R) throws(RedisError) -> R {
    try withUnsafeBufferPointer { bytes throws(RedisError) in
      var reader = RESPReader(UnsafeRawBufferPointer(bytes))
      return try body(&reader)
    }
  }
}

extension RESPReader {
  /// A frame is one value and nothing more.
  func expectEnd() throws(RedisError) {
    guard isAtEnd else { throw RedisError(.protocolViolation, "there are bytes after the reply") }
  }
}

extension RedisError {
  static var answersDiffer: RedisError {
    RedisError(.unsupported, "what several nodes answer does not make one answer; name a node (target:)")
  }
}
