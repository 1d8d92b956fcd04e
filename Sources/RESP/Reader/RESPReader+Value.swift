extension RESPReader {
  /// The next value as a tree, with its attributes and with streamed parts joined.
  ///
  /// - Parameter keepingErrors: whether an error in the place of the value is returned as a value too. Errors further
  ///   inside always are.
  public mutating func readValue(keepingErrors: Bool = false) throws(RedisError) -> RESPValue {
    let value = try readValue(depth: 0)
    if !keepingErrors, let error = value.error { throw RedisError(server: error) }
    return value
  }

  private mutating func readValue(depth: Int) throws(RedisError) -> RESPValue {
    switch try nextToken() {
    case .text(let kind, let text): return try scalar(kind, text)
    case .null: return .null
    case .chunks: return .bulk(RedisBytes(try readChunks()))
    case .aggregate(let kind, let count):
      // Building, comparing and freeing a tree recurses, so its depth must have a bound whatever the scanner allowed.
      guard depth < maximumDepth else { throw .limit("a reply is nested deeper than \(maximumDepth) levels") }
      switch kind {
      case .map: return .map(try readTreePairs(count, depth + 1))
      case .set: return .set(try readElements(count, depth + 1))
      case .push: return .push(try readElements(count, depth + 1))
      case .attribute: return try readAttributed(count, depth)
      default: return .array(try readElements(count, depth + 1))
      }
    }
  }

  private func scalar(_ kind: RESPKind, _ text: UnsafeRawBufferPointer) throws(RedisError) -> RESPValue {
    switch kind {
    case .simpleString: return .simpleString(RedisBytes(text))
    case .error: return .error(ServerError(line: String(decoding: text, as: UTF8.self)))
    case .blobError: return .blobError(ServerError(line: String(decoding: text, as: UTF8.self)))
    case .integer: if let number = parseInt(text) { return .integer(number) }
    case .double: if let number = parseDouble(text) { return .double(number) }
    case .bigNumber: return .bigNumber(String(decoding: text, as: UTF8.self))
    case .boolean:
      if text.elementsEqual("t".utf8) { return .boolean(true) }
      if text.elementsEqual("f".utf8) { return .boolean(false) }
    case .verbatim:
      if text.count >= 4, text[3] == UInt8(ascii: ":") {
        let format = String(decoding: text.prefix(3), as: UTF8.self)
        return .verbatim(format: format, RedisBytes(UnsafeRawBufferPointer(rebasing: text.dropFirst(4))))
      }
    default: return .bulk(RedisBytes(text))
    }
    throw .violation("a \(kind) is malformed")
  }

  /// Attributes in a row are one value's: merging them keeps the tree as deep as the reply.
  private mutating func readAttributed(_ count: Int?, _ depth: Int) throws(RedisError) -> RESPValue {
    var attributes = try readTreePairs(count, depth + 1)
    while position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.attribute {
      attributes += try readTreePairs(try checkedCount(try nextLength()), depth + 1)
    }
    let value = try readValue(depth: depth)
    return attributes.isEmpty ? value : .attributed(attributes, value)
  }

  private mutating func readElements(_ count: Int?, _ depth: Int) throws(RedisError) -> [RESPValue] {
    var elements: [RESPValue] = []
    if let count {
      elements.reserveCapacity(count)
      for _ in 0..<count { elements.append(try readValue(depth: depth)) }
    } else {
      while try !readStreamEnd() { elements.append(try readValue(depth: depth)) }
    }
    return elements
  }

  private mutating func readTreePairs(_ count: Int?, _ depth: Int) throws(RedisError) -> [RESPValue.Pair] {
    var pairs: [RESPValue.Pair] = []
    if let count {
      pairs.reserveCapacity(count)
      for _ in 0..<count { pairs.append(try readPair(depth)) }
    } else {
      while try !readStreamEnd() { pairs.append(try readPair(depth)) }
    }
    return pairs
  }

  private mutating func readPair(_ depth: Int) throws(RedisError) -> RESPValue.Pair {
    let key = try readValue(depth: depth)
    return RESPValue.Pair(key, try readValue(depth: depth))
  }

  /// Takes the `.` that ends a streamed aggregate if it comes next.
  private mutating func readStreamEnd() throws(RedisError) -> Bool {
    guard position < end else { throw endOfReply }
    guard base.load(fromByteOffset: position, as: UInt8.self) == Wire.end else { return false }
    guard try nextLine().isEmpty else { throw .violation("a stream's end is malformed") }
    return true
  }

  private mutating func readChunks() throws(RedisError) -> [UInt8] {
    var bytes: [UInt8] = []
    while position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.chunk {
      let length = try nextLength()
      if length == 0 { return bytes }
      bytes += try nextPayload(length)
    }
    throw endOfReply
  }
}
