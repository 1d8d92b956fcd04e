/// The type of a reply, as the overrides write it.
indirect enum ReplyType: Sendable, Hashable {
  /// OK or another simple string: nothing to return.
  case ok
  /// OK, or nil when nothing was done.
  case done
  case bool, int, double
  /// Text of the server, UTF-8.
  case string
  /// Data of the user.
  case bytes
  /// A name that the user gave, such as a key: bytes, whatever the data beside it is read as.
  case name
  case raw
  case optional(ReplyType)
  case array(ReplyType)
  case map(key: ReplyType, value: ReplyType)
  /// Records in a row, flat or each in a list of its own.
  case pairs(ReplyType)
  case scan(ReplyType)
  case scanPairs(ReplyType)
  case named(String)
}

extension ReplyType: CustomStringConvertible {
  /// The way the overrides write it.
  var description: String {
    switch self {
    case .ok: "ok"
    case .done: "done"
    case .bool: "bool"
    case .int: "int"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .name: "name"
    case .raw: "raw"
    case .optional(let type): "\(type)?"
    case .array(let type): "[\(type)]"
    case .map(let key, let value): "[\(key):\(value)]"
    case .pairs(let type): "pairs(\(type))"
    case .scan(let type): "scan(\(type))"
    case .scanPairs(let type): "scanPairs(\(type))"
    case .named(let name): name
    }
  }

  /// The types directly inside.
  var children: [ReplyType] {
    switch self {
    case .ok, .done, .bool, .int, .double, .string, .bytes, .name, .raw, .named: []
    case .optional(let type), .array(let type), .pairs(let type), .scan(let type),
      .scanPairs(let type):
      [type]
    case .map(let key, let value): [key, value]
    }
  }

  /// Whether it hands out what the server said as it is.
  var isUntyped: Bool { self == .raw || children.contains { $0.isUntyped } }

  /// The names of types in it.
  var names: Set<String> {
    if case .named(let name) = self { return [name] }
    return children.reduce(into: []) { $0.formUnion($1.names) }
  }
}
