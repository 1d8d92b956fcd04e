/// The type of a reply, as the overrides write it.
indirect enum ReplyType: Sendable, Hashable {
  /// OK or another simple string: nothing to return.
  case ok
  /// OK, or nil when nothing was done.
  case done
  case bool, int, double
  /// An integer from zero on that may take all 64 bits.
  case uint
  /// Text of the server, UTF-8.
  case string
  /// Data of the user.
  case bytes
  /// A name that the user gave, such as a key: bytes, whatever the data beside it is read as.
  case name
  /// The same where its type can be chosen beside that of the data: a field of a hash, the key that a value came from.
  case key
  case raw
  /// One word that the server answers with. Where a connection is subscribed, RESP2 has a list that begins with it.
  case status(String)
  /// Something behind which RESP2 puts a label, in a list of two, where a connection is subscribed.
  case labelled(String, ReplyType)
  /// A length of time or a moment, by what its number counts.
  case time(TimeWord)
  case optional(ReplyType)
  /// nil for null and for one integer that means "there is none".
  case unless(Int, ReplyType)
  /// A list or a map, which a server may send as null when it is empty.
  case orEmpty(ReplyType)
  /// A list of which null elements are left out.
  case compact(ReplyType)
  case array(ReplyType)
  /// A list, whose only element a server may send by itself.
  case listOrOne(ReplyType)
  /// A value by itself, or the only one of a list or a map.
  case only(ReplyType)
  case map(key: ReplyType, value: ReplyType)
  /// Records in a row, flat or each in a list of its own.
  case pairs(ReplyType)
  case scan(ReplyType)
  case scanPairs(ReplyType)
  case named(String)
  /// A type written by hand whose numbers count something else from reply to reply.
  case timed(String, TimeWord)
  /// One string, with a value of the named type in each line.
  case lines(String)

  /// What a number that stands for a time counts.
  enum TimeWord: String, Sendable, Hashable, CaseIterable {
    case seconds, milliseconds, microseconds
    /// Since 1970 began.
    case unixSeconds, unixMilliseconds
  }
}

extension ReplyType: CustomStringConvertible {
  /// The way the overrides write it.
  var description: String {
    switch self {
    case .ok: "ok"
    case .done: "done"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .name: "name"
    case .key: "key"
    case .raw: "raw"
    case .status(let word): "status(\(word))"
    case .labelled(let label, let type): "labelled(\(label), \(type))"
    case .time(let word): word.rawValue
    case .optional(let type): "\(type)?"
    case .unless(let number, let type): "unless(\(number), \(type))"
    case .orEmpty(let type): "orEmpty(\(type))"
    case .compact(let type): "compact(\(type))"
    case .array(let type): "[\(type)]"
    case .listOrOne(let type): "listOrOne(\(type))"
    case .only(let type): "only(\(type))"
    case .map(let key, let value): "[\(key):\(value)]"
    case .pairs(let type): "pairs(\(type))"
    case .scan(let type): "scan(\(type))"
    case .scanPairs(let type): "scanPairs(\(type))"
    case .named(let name): name
    case .timed(let name, let word): "\(name)(\(word.rawValue))"
    case .lines(let name): "lines(\(name))"
    }
  }

  /// The types directly inside.
  var children: [ReplyType] {
    switch self {
    case .ok, .done, .bool, .int, .uint, .double, .string, .bytes, .name, .key, .raw, .status, .time, .named,
      .timed, .lines:
      []
    case .optional(let type), .unless(_, let type), .orEmpty(let type), .compact(let type), .array(let type),
      .listOrOne(let type), .only(let type), .pairs(let type), .scan(let type), .scanPairs(let type), .labelled(_, let type):
      [type]
    case .map(let key, let value): [key, value]
    }
  }

  /// Whether it hands out what the server said as it is.
  var isUntyped: Bool { self == .raw || children.contains { $0.isUntyped } }

  /// Whether nil is one of its values.
  var isOptional: Bool {
    switch self {
    case .optional, .unless: true
    case .only(let type): type.isOptional
    default: false
    }
  }

  /// Whether its Swift type needs nobody to tell it what the numbers count, or how the parts follow each other.
  var readsItself: Bool {
    switch self {
    case .ok, .done, .status, .labelled, .time, .unless, .orEmpty, .compact, .listOrOne, .only, .pairs, .scanPairs, .timed,
      .lines:
      false
    default: children.allSatisfy(\.readsItself)
    }
  }

  /// The names of types in it.
  var names: Set<String> {
    switch self {
    case .named(let name), .timed(let name, _), .lines(let name): [name]
    default: children.reduce(into: []) { $0.formUnion($1.names) }
    }
  }
}
