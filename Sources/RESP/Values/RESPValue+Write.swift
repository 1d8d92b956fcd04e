extension RESPValue {
  /// Appends the value as one RESP3 frame, all lengths definite.
  public func write(into bytes: inout [UInt8]) {
    switch self {
    case .simpleString(let text):
      text.withUnsafeBytes { bytes.appendLine(Wire.simpleString, $0) }
    case .error(let error):
      withBytes(of: error.description) { bytes.appendLine(Wire.error, $0) }
    case .integer(let number):
      bytes.appendLine(Wire.integer, String(number))
    case .bulk(let text):
      text.withUnsafeBytes { bytes.appendBlob(Wire.bulk, $0) }
    case .null:
      bytes.appendLine(Wire.null, "")
    case .double(let number):
      bytes.appendLine(Wire.double, doubleText(number))
    case .boolean(let flag):
      bytes.appendLine(Wire.boolean, flag ? "t" : "f")
    case .bigNumber(let digits):
      bytes.appendLine(Wire.bigNumber, digits)
    case .blobError(let error):
      withBytes(of: error.description) { bytes.appendBlob(Wire.blobError, $0) }
    case .verbatim(let format, let text):
      bytes.appendVerbatim(format, text)
    case .array(let elements):
      bytes.appendElements(Wire.array, elements)
    case .set(let elements):
      bytes.appendElements(Wire.set, elements)
    case .push(let elements):
      bytes.appendElements(Wire.push, elements)
    case .map(let pairs):
      bytes.appendPairs(Wire.map, pairs)
    case .attributed(let attributes, let value):
      bytes.appendPairs(Wire.attribute, attributes)
      value.write(into: &bytes)
    }
  }
}

extension [UInt8] {
  fileprivate mutating func appendLine(_ type: UInt8, _ text: String) {
    withBytes(of: text) { appendLine(type, $0) }
  }

  /// A CR would end the line early, so it becomes a space.
  fileprivate mutating func appendLine(_ type: UInt8, _ text: UnsafeRawBufferPointer) {
    append(type)
    let start = count
    append(contentsOf: text)
    for index in start..<count where self[index] == Wire.carriageReturn { self[index] = UInt8(ascii: " ") }
    appendLineEnd()
  }

  fileprivate mutating func appendBlob(_ type: UInt8, _ text: UnsafeRawBufferPointer) {
    appendLine(type, String(text.count))
    append(contentsOf: text)
    appendLineEnd()
  }

  /// The format takes exactly three bytes; another length is cut or filled up.
  fileprivate mutating func appendVerbatim(_ format: String, _ text: RedisBytes) {
    appendLine(Wire.verbatim, String(text.count + 4))
    append(contentsOf: (Array(format.utf8) + [0x20, 0x20, 0x20]).prefix(3))
    append(UInt8(ascii: ":"))
    append(contentsOf: text)
    appendLineEnd()
  }

  fileprivate mutating func appendElements(_ type: UInt8, _ elements: [RESPValue]) {
    appendLine(type, String(elements.count))
    for element in elements { element.write(into: &self) }
  }

  fileprivate mutating func appendPairs(_ type: UInt8, _ pairs: [RESPValue.Pair]) {
    appendLine(type, String(pairs.count))
    for pair in pairs {
      pair.key.write(into: &self)
      pair.value.write(into: &self)
    }
  }

  private mutating func appendLineEnd() {
    append(Wire.carriageReturn)
    append(Wire.lineFeed)
  }
}
