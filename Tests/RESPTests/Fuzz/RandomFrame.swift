import RESP

/// A random tree and one of the ways a server could send it.
struct RandomFrame {
  var value: RESPValue
  var bytes: [UInt8]

  init(using random: inout SplitMix) {
    var maker = FrameMaker(random: random)
    value = maker.root()
    bytes = maker.bytes
    random = maker.random
  }
}

/// Writes while it invents: lengths definite or streamed, nulls in any spelling, attributes here and there.
private struct FrameMaker {
  var random: SplitMix
  var bytes: [UInt8] = []

  mutating func root() -> RESPValue {
    attributed(depth: 0) { maker in
      guard maker.random.oneIn(20) else { return maker.value(depth: 0) }
      return .push(maker.elements(">", depth: 0, mayStream: false))
    }
  }

  private mutating func value(depth: Int) -> RESPValue {
    switch random.below(depth > 5 ? 11 : 15) {
    case 0: return simple()
    case 1: return integer()
    case 2, 3, 4: return bulk()
    case 5: return null()
    case 6: return double()
    case 7: return boolean()
    case 8: return bigNumber()
    case 9: return error()
    case 10: return verbatim()
    case 11: return .set(elements("~", depth: depth, mayStream: true))
    case 12: return .map(pairs("%", depth: depth, mayStream: true))
    default: return .array(elements("*", depth: depth, mayStream: true))
    }
  }

  // MARK: Scalars

  private mutating func simple() -> RESPValue {
    let text = line()
    put("+", text)
    return .simpleString(RedisBytes(text))
  }

  private mutating func integer() -> RESPValue {
    let number = Int(truncatingIfNeeded: random.next()) >> random.below(64)
    put(":", Array((number >= 0 && random.oneIn(8) ? "+\(number)" : "\(number)").utf8))
    return .integer(number)
  }

  private mutating func bulk() -> RESPValue {
    let text = blob()
    if random.oneIn(8) {
      put("$", Array("?".utf8))
      var rest = text[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(1 + random.below(rest.count))
        putBlob(";", Array(chunk))
        rest = rest.dropFirst(chunk.count)
      }
      put(";", Array("0".utf8))
    } else {
      putBlob("$", text)
    }
    return .bulk(RedisBytes(text))
  }

  private mutating func null() -> RESPValue {
    bytes += Array(["$-1\r\n", "*-1\r\n", "_\r\n"][random.below(3)].utf8)
    return .null
  }

  private mutating func double() -> RESPValue {
    let number: Double
    switch random.below(4) {
    case 0: number = Double(random.below(2000) - 1000)
    case 1: number = Double(random.below(2000)) / 8
    case 2: number = random.oneIn(2) ? .infinity : -.infinity
    default:
      let any = Double(bitPattern: random.next())
      number = any.isNaN ? 0 : any
    }
    put(",", Array((number.isInfinite ? (number < 0 ? "-inf" : "inf") : "\(number)").utf8))
    return .double(number)
  }

  private mutating func boolean() -> RESPValue {
    let flag = random.oneIn(2)
    put("#", [UInt8(ascii: flag ? "t" : "f")])
    return .boolean(flag)
  }

  private mutating func bigNumber() -> RESPValue {
    let digits = (random.oneIn(2) ? "-" : "") + (0...random.below(40)).map { _ in String(random.below(10)) }.joined()
    put("(", Array(digits.utf8))
    return .bigNumber(digits)
  }

  private mutating func error() -> RESPValue {
    let text = ["ERR wrong", "WRONGTYPE no", "lower case", ""][random.below(4)]
    if random.oneIn(2) {
      put("-", Array(text.utf8))
      return .error(ServerError(line: text))
    }
    putBlob("!", Array(text.utf8))
    return .blobError(ServerError(line: text))
  }

  private mutating func verbatim() -> RESPValue {
    let format = ["txt", "mkd"][random.below(2)]
    let text = blob()
    putBlob("=", Array((format + ":").utf8) + text)
    return .verbatim(format: format, RedisBytes(text))
  }

  // MARK: Aggregates

  private mutating func elements(_ type: Unicode.Scalar, depth: Int, mayStream: Bool) -> [RESPValue] {
    many(type, mayStream: mayStream) { maker in
      maker.attributed(depth: depth + 1) { $0.value(depth: depth + 1) }
    }
  }

  private mutating func pairs(_ type: Unicode.Scalar, depth: Int, mayStream: Bool) -> [RESPValue.Pair] {
    many(type, mayStream: mayStream) { maker in
      let key = maker.attributed(depth: depth + 1) { $0.value(depth: depth + 1) }
      return .init(key, maker.attributed(depth: depth + 1) { $0.value(depth: depth + 1) })
    }
  }

  private mutating func many<T>(
    _ type: Unicode.Scalar, mayStream: Bool, _ make: (inout FrameMaker) -> T
  ) -> [T] {
    let count = random.oneIn(30) ? 20 + random.below(60) : random.below(5)
    let isStreamed = mayStream && random.oneIn(8)
    put(type, Array((isStreamed ? "?" : "\(count)").utf8))
    var made: [T] = []
    for _ in 0..<count { made.append(make(&self)) }
    if isStreamed { bytes += Array(".\r\n".utf8) }
    return made
  }

  private mutating func attributed(depth: Int, _ make: (inout FrameMaker) -> RESPValue) -> RESPValue {
    guard depth < 6, random.oneIn(15) else { return make(&self) }
    let attributes = pairs("|", depth: depth + 1, mayStream: false)
    let value = make(&self)
    return attributes.isEmpty ? value : .attributed(attributes, value)
  }

  // MARK: Bytes

  private mutating func line() -> [UInt8] {
    blob().map { $0 == 13 ? 32 : $0 }
  }

  private mutating func blob() -> [UInt8] {
    let count = random.oneIn(20) ? random.below(400) : random.below(20)
    let isText = random.oneIn(2)
    return (0..<count).map { _ in isText ? UInt8(97 + random.below(26)) : UInt8(truncatingIfNeeded: random.next()) }
  }

  private mutating func put(_ type: Unicode.Scalar, _ text: [UInt8]) {
    bytes.append(UInt8(ascii: type))
    bytes += text
    bytes += [13, 10]
  }

  private mutating func putBlob(_ type: Unicode.Scalar, _ text: [UInt8]) {
    put(type, Array(String(text.count).utf8))
    bytes += text
    bytes += [13, 10]
  }
}
