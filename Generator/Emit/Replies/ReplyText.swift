/// How replies look in Swift: their types, and the expressions that read them.
struct ReplyText {
  /// What data of the user becomes.
  enum UserData: String {
    case bytes = "RedisBytes"
    /// The type that a caller asks for.
    case generic = "T"
    /// The generic parameter of a reply type.
    case member = "Value"

    /// What the keys beside that data become.
    var keys: String {
      switch self {
      case .bytes: "RedisBytes"
      case .generic: "K"
      case .member: "Key"
      }
    }
  }

  private let types: [String: ReplyTypeModel]

  init(_ types: [ReplyTypeModel]) {
    self.types = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Whether there is something in it that a caller may want read as another type.
  func hasUserData(_ type: ReplyType) -> Bool {
    switch type {
    case .bytes: true
    case .named(let name): types[name]?.isGeneric ?? false
    default: type.children.contains { hasUserData($0) }
    }
  }

  /// Whether there are keys in it beside that, which a caller may want read as a third type.
  func hasKeys(_ type: ReplyType) -> Bool {
    switch type {
    case .key: true
    case .named(let name): types[name]?.isKeyed ?? false
    default: type.children.contains { hasKeys($0) }
    }
  }

  /// Nobody keeps sets of a server's reports, and hashing so many fields is a lot of code: only records are hashed.
  func isHashable(_ type: ReplyType) -> Bool {
    var seen: Set<String> = []
    var open = Array(type.names)
    while let name = open.popLast() {
      guard seen.insert(name).inserted else { continue }
      guard let model = types[name], model.kind == .record || model.kind == .code else { return false }
      open += model.fields.flatMap(\.type.names)
    }
    return true
  }

  // MARK: Types

  func type(_ type: ReplyType, _ data: UserData) -> String {
    switch type {
    case .ok: "Void"
    case .done, .bool: "Bool"
    case .int: "Int"
    case .uint: "UInt64"
    case .double: "Double"
    case .string: "String"
    case .bytes: data.rawValue
    case .name: "RedisBytes"
    case .key: data.keys
    case .raw: "RESPValue"
    case .status: "String"
    case .labelled(_, let inner): self.type(inner, data)
    case .time(let word): word.isMoment ? "UnixTime" : "Duration"
    case .optional(let inner), .unless(_, let inner): self.type(inner, data) + "?"
    case .orEmpty(let inner), .compact(let inner), .only(let inner): self.type(inner, data)
    case .array(let inner), .listOrOne(let inner), .pairs(let inner): "[\(self.type(inner, data))]"
    case .map(let key, let value): "[\(keyType(key, value, data)): \(self.type(value, data))]"
    case .scan(let inner), .scanPairs(let inner): "ScanPage<\(self.type(inner, data))>"
    case .named(let name):
      switch types[name] {
      case let type? where type.isKeyed: "\(name)<\(data.keys), \(data.rawValue)>"
      case let type? where type.isGeneric: "\(name)<\(data.rawValue)>"
      default: name
      }
    case .timed(let name, _): self.type(.named(name), data)
    case .lines(let name): "[\(self.type(.named(name), data))]"
    }
  }

  /// Keys are names also where values are read as something else, unless only the keys are data of the user.
  private func keyType(_ key: ReplyType, _ value: ReplyType, _ data: UserData) -> String {
    switch (key, data) {
    case (.bytes, .generic): hasUserData(value) ? "String" : data.rawValue
    case (.bytes, _): "RedisBytes"
    default: self.type(key, data)
    }
  }

  /// What a type has to be for data of the user to be read as it.
  func requirements(_ type: ReplyType) -> String {
    if case .map(.bytes, let value) = type, !hasUserData(value) { return "RESPDecodable & Hashable" }
    return "RESPDecodable"
  }

  /// What a field is that the server left out; nil if it may not.
  func missing(_ type: ReplyType) -> String? {
    switch type {
    case .optional, .unless: "nil"
    case .only(let inner): missing(inner)
    case .orEmpty(.map): "[:]"
    case .orEmpty: "[]"
    default: nil
    }
  }

  // MARK: Reading

  /// An expression that reads the reply from `reader`.
  func decoding(_ type: ReplyType, _ data: UserData) -> String {
    switch type {
    case .ok: return "try reader.readOK()"
    case .done: return "try reader.readDone()"
    case .bool: return "try reader.readBool()"
    case .int: return "try reader.readInt()"
    case .uint: return "try reader.readUInt64()"
    case .double: return "try reader.readDouble()"
    case .string: return "try reader.readString()"
    case .raw: return "try reader.readValue()"
    case .name: return "try reader.readBytes()"
    case .key: return data == .bytes ? "try reader.readBytes()" : "try \(data.keys)(from: &reader)"
    case .bytes:
      return data == .bytes ? "try reader.readBytes()" : "try \(data.rawValue)(from: &reader)"
    case .pairs(let inner): return "try reader.readPairs(of: \(self.type(inner, data)).self)"
    case .scanPairs: return "try \(self.type(type, data))(pairsFrom: &reader)"
    case .scan, .named: return "try \(self.type(type, data))(from: &reader)"
    case .time(let word):
      return "try reader.read\(word.isMoment ? "Time" : "Duration")(unit: .\(word.unit))"
    case .timed(_, let word): return "try \(self.type(type, data))(from: &reader, unit: .\(word.unit))"
    case .lines(let name): return "try reader.readLines(of: \(self.type(.named(name), data)).self)"
    case .status(let word): return "try reader.readStatus(\(SwiftText.literal(word)))"
    case .labelled(let label, let inner):
      return
        "try reader.readLabelled(\(SwiftText.literal(label))) { reader throws(RedisError) in \(decoding(inner, data)) }"
    case .only(let inner):
      return "try reader.readOnly { reader throws(RedisError) in \(decoding(inner, data)) }"
    case .listOrOne(let inner):
      let method = inner.isList ? "readListOrLists" : "readListOrOne"
      return "try reader.\(method) { reader throws(RedisError) in \(decoding(inner, data)) }"
    case .optional(.named(let name)) where types[name]?.kind == .record:
      return "try reader.readOptional(\(self.type(.named(name), data)).self)"
    case .optional, .unless, .orEmpty, .compact, .array, .map: break
    }
    if isDecodable(type) { return "try \(self.type(type, data))(from: &reader)" }
    return composed(type, data)
  }

  /// Reads what has records in a row inside, for which there is no type that reads itself.
  private func composed(_ type: ReplyType, _ data: UserData) -> String {
    switch type {
    case .optional(let inner):
      return "reader.readNull() ? nil : \(decoding(inner, data))"
    case .unless(let number, let inner):
      return
        "try reader.readUnless(\(number)) { reader throws(RedisError) in \(decoding(inner, data)) }"
    case .orEmpty(let inner):
      return "reader.readNull() ? \(missing(type) ?? "[]") : \(decoding(inner, data))"
    case .compact(.array(let inner)):
      return "try reader.readCompactList { reader throws(RedisError) in \(decoding(inner, data)) }"
    case .array(let inner):
      return "try reader.readList { reader throws(RedisError) in \(decoding(inner, data)) }"
    case .map(let key, let value):
      return
        "try reader.readDictionary(of: \(keyType(key, value, data)).self) { reader throws(RedisError) in \(decoding(value, data)) }"
    default:
      return decoding(type, data)
    }
  }

  /// Whether the Swift type reads itself, and takes for nil all that stands for a missing record.
  private func isDecodable(_ type: ReplyType) -> Bool {
    if case .optional(.named(let name)) = type { return types[name]?.kind != .record }
    return type.readsItself && type.children.allSatisfy(isDecodable)
  }
}

extension ReplyType {
  /// Whether it is a list when it is there.
  fileprivate var isList: Bool {
    switch self {
    case .array, .pairs, .listOrOne: true
    case .optional(let inner), .orEmpty(let inner), .compact(let inner), .only(let inner): inner.isList
    default: false
    }
  }
}

extension ReplyType.TimeWord {
  var isMoment: Bool { self == .unixSeconds || self == .unixMilliseconds }

  /// The case of `RESPTimeUnit`.
  var unit: String {
    switch self {
    case .seconds, .unixSeconds: "seconds"
    case .milliseconds, .unixMilliseconds: "milliseconds"
    case .microseconds: "microseconds"
    }
  }
}
