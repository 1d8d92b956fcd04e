/// Arguments for a command of which a server says only how many words it has and where its keys are: strings, and among them keys.
struct UndescribedArguments {
  /// How many words the name has.
  let words: Int
  let arity: Int
  /// The first key spec, as commands.json has it.
  let keySpec: JSONNode?
  let position: SourcePosition

  private var least: Int { Int(clamping: arity.magnitude) }

  /// Whether the words can be listed one by one: more than a few is an arity that nobody meant.
  var isListable: Bool { least - words <= Self.most }

  static let most = 32

  /// nil when the command takes no arguments.
  var list: JSONNode? {
    guard isListable else { return .list([argument("arguments", .string, isOptional: true, isMultiple: true)], at: position) }
    var arguments: [JSONNode] = []
    var word = words
    if let keys, keys.first >= words, keys.first - words <= Self.most {
      while word < keys.first {
        arguments.append(argument("argument-\(arguments.count + 1)", .string))
        word += 1
      }
      if keys.count == nil {
        arguments.append(argument("key", .key, isMultiple: true, keySpec: 0))
        return .list(arguments, at: position)
      }
      for number in 0..<min(keys.count ?? 1, 8) {
        arguments.append(argument(keys.count == 1 ? "key" : "key-\(number + 1)", .key, keySpec: 0))
        word += 1
      }
    }
    while word < least {
      arguments.append(argument("argument-\(arguments.count + 1)", .string))
      word += 1
    }
    if arity < 0 { arguments.append(argument("arguments", .string, isOptional: true, isMultiple: true)) }
    return arguments.isEmpty ? nil : .list(arguments, at: position)
  }

  /// Where the keys begin, and how many there are; nil for any number to the end.
  private var keys: (first: Int, count: Int?)? {
    guard let spec = keySpec?.object, let first = value(spec, "begin_search", "index", "index"),
      let last = value(spec, "find_keys", "range", "lastkey")
    else { return nil }
    // A server may say any number; no more than a few keys are listed one by one.
    return (first, last == -1 ? nil : last >= 0 ? min(last, 1 << 20) + 1 : 1)
  }

  private func value(_ spec: JSONObject, _ step: String, _ type: String, _ name: String) -> Int? {
    guard let step = spec[step]?.object, step["type"]?.string == type else { return nil }
    return step["spec"]?.object?[name]?.int
  }

  private func argument(
    _ name: String, _ type: ArgumentSpec.Kind, isOptional: Bool = false, isMultiple: Bool = false, keySpec: Int? = nil
  ) -> JSONNode {
    var members: [(String, JSONNode)] = [
      ("name", .string(name, at: position)), ("type", .string(type.rawValue, at: position)),
    ]
    if let keySpec { members.append(("key_spec_index", .int(keySpec, at: position))) }
    if isOptional { members.append(("optional", .bool(true, at: position))) }
    if isMultiple { members.append(("multiple", .bool(true, at: position))) }
    return .members(members, at: position)
  }
}
