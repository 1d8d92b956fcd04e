import TypedRedis

/// A value of any type as a tree of its parts, to compare two of them more or less strictly.
indirect enum ValueTree: Sendable {
  case null
  /// Something without parts.
  case leaf(Leaf)
  case list([ValueTree])
  /// Elements in no order.
  case set([ValueTree])
  case table([(key: ValueTree, value: ValueTree)])
  case record([(name: String, value: ValueTree)])

  struct Leaf: Sendable {
    enum Kind: Sendable { case number, text, time, other }

    var type: String
    var text: String
    var kind: Kind
  }
}

extension ValueTree {
  init(_ value: Any) {
    if let known = Self.known(value) {
      self = known
      return
    }
    let mirror = Mirror(reflecting: value)
    let children = mirror.children
    switch mirror.displayStyle {
    case .optional: self = children.first.map { ValueTree($0.value) } ?? .null
    case .collection: self = .list(children.map { ValueTree($0.value) })
    case .set: self = .set(children.map { ValueTree($0.value) })
    case .dictionary:
      self = .table(
        children.map { child in
          let pair = Array(Mirror(reflecting: child.value).children)
          return (key: ValueTree(pair[0].value), value: ValueTree(pair[1].value))
        })
    case .enum where children.isEmpty, nil:
      self = .leaf(Leaf(type: "\(mirror.subjectType)", text: "\(value)", kind: .other))
    default:
      self = .record(children.enumerated().map { ($1.label ?? "\($0)", ValueTree($1.value)) })
    }
  }

  /// Types that are one thing for whoever compares them, whatever they are made of.
  private static func known(_ value: Any) -> ValueTree? {
    switch value {
    case let value as RESPValue: reply(value)
    case let value as RedisBytes: text(value.exactText, "RedisBytes")
    case let value as String: text(value, "String")
    case let value as Duration: .leaf(Leaf(type: "Duration", text: "\(value)", kind: .time))
    case let value as UnixTime: .leaf(Leaf(type: "UnixTime", text: "\(value)", kind: .time))
    case let value as Bool: .leaf(Leaf(type: "Bool", text: "\(value)", kind: .other))
    case let value as any Numeric: .leaf(Leaf(type: "\(type(of: value))", text: "\(value)", kind: .number))
    case let value as ServerError: text("\(value)", "ServerError")
    default: nil
    }
  }

  private static func text(_ text: String, _ type: String) -> ValueTree {
    .leaf(Leaf(type: type, text: text, kind: .text))
  }

  /// A reply of no fixed shape, as far as RESP2 can tell it: there are only texts and lists in it.
  private static func reply(_ value: RESPValue) -> ValueTree {
    switch value {
    case .null: .null
    case .array(let elements), .set(let elements), .push(let elements): .list(elements.map(reply))
    case .map(let pairs): .list(pairs.flatMap { [reply($0.key), reply($0.value)] })
    case .attributed(_, let value): reply(value)
    case .error(let error), .blobError(let error): text("\(error)", "error")
    case .integer(let number): text("\(number)", "reply")
    case .boolean(let flag): text(flag ? "1" : "0", "reply")
    case .double(let number): text(RedisValue.double(number).description, "reply")
    case .bigNumber(let digits): text(digits, "reply")
    case .simpleString(let bytes), .bulk(let bytes), .verbatim(_, let bytes): text(bytes.exactText, "reply")
    }
  }
}

extension RedisBytes {
  /// The bytes as text if they are one, else as numbers.
  fileprivate var exactText: String { String(validating: bytes, as: UTF8.self) ?? "\(bytes)" }
}
