import TypedRedis

extension RESPValue {
  /// The reply with nothing in it that RESP2 does not have: maps and sets are lists, and numbers that are not whole are
  /// texts.
  var plain: RESPValue {
    switch self {
    case .array(let elements), .set(let elements), .push(let elements): .array(elements.map(\.plain))
    case .map(let pairs): .array(pairs.flatMap { [$0.key.plain, $0.value.plain] })
    case .attributed(_, let value): value.plain
    case .boolean(let flag): .integer(flag ? 1 : 0)
    case .double(let number): .bulk(RedisBytes(RedisValue.double(number).description))
    case .bigNumber(let digits): .bulk(RedisBytes(digits))
    case .verbatim(_, let bytes): .bulk(bytes)
    case .blobError(let error): .error(error)
    case .simpleString, .error, .integer, .bulk, .null: self
    }
  }
}
