extension SpecReader {
  func readKeySpecs(_ fields: FieldReader) -> [KeySpecSpec] {
    fields.elements("key_specs").map { node, path in
      guard let spec = self.fields(of: node, path, expected: "an object that describes keys")
      else {
        // Its place in the list counts, for arguments refer to it by number.
        return KeySpecSpec(begin: .unknown, find: .unknown, flags: [.incomplete])
      }
      return KeySpecSpec(
        begin: readStep(spec, "begin_search", readBegin) ?? .unknown,
        find: readStep(spec, "find_keys", readFind) ?? .unknown,
        flags: readFlags(spec))
    }
  }

  /// A step is {"type": …, "spec": {…}}; `read` gets both, with an empty "spec" where there is none.
  private func readStep<Step>(
    _ spec: FieldReader, _ name: String, _ read: (FieldReader, String, FieldReader?) -> Step?
  ) -> Step? {
    guard let node = spec.object[name] else {
      spec.missing(name)
      return nil
    }
    guard
      let step = fields(of: node, spec.path.member(name), expected: "an object with a type"),
      let type = step.text("type", required: true)
    else { return nil }
    let inner = step.object["spec"].flatMap {
      fields(of: $0, step.path.member("spec"), expected: "an object")
    }
    // What is there but is no object has been reported already.
    if step.object["spec"] != nil && inner == nil { return nil }
    return read(step, type, inner)
  }

  private func readBegin(_ step: FieldReader, _ type: String, _ spec: FieldReader?)
    -> KeySpecSpec.Begin?
  {
    switch type {
    case "index":
      guard let spec = required(spec, step) else { return nil }
      return number(spec, "index", atLeast: 1).map { .index($0) }
    case "keyword":
      guard let spec = required(spec, step) else { return nil }
      let keyword = spec.text("keyword", required: true)
      let startFrom = spec.int("startfrom", required: true)
      if let keyword, let startFrom { return .keyword(keyword, startFrom: startFrom) }
      return nil
    case "unknown":
      return .unknown
    default:
      step.error(
        "type", "unknown way to begin \(type.quotedForMessage): known are index, keyword, unknown")
      return nil
    }
  }

  private func readFind(_ step: FieldReader, _ type: String, _ spec: FieldReader?)
    -> KeySpecSpec.Find?
  {
    switch type {
    case "range":
      guard let spec = required(spec, step) else { return nil }
      let lastKey = spec.int("lastkey", required: true)
      let keyStep = number(spec, "keystep", atLeast: 1)
      let limit = number(spec, "limit", atLeast: 0)
      if let lastKey, let keyStep, let limit {
        return .range(lastKey: lastKey, keyStep: keyStep, limit: limit)
      }
      return nil
    case "keynum":
      guard let spec = required(spec, step) else { return nil }
      let keyNumIndex = number(spec, "keynumidx", atLeast: 0)
      let firstKey = number(spec, "firstkey", atLeast: 0)
      let keyStep = number(spec, "keystep", atLeast: 1)
      if let keyNumIndex, let firstKey, let keyStep {
        return .keynum(keyNumIndex: keyNumIndex, firstKey: firstKey, keyStep: keyStep)
      }
      return nil
    case "unknown":
      return .unknown
    default:
      step.error(
        "type",
        "unknown way to find keys \(type.quotedForMessage): known are range, keynum, unknown")
      return nil
    }
  }

  private func required(_ spec: FieldReader?, _ step: FieldReader) -> FieldReader? {
    if spec == nil { step.missing("spec") }
    return spec
  }

  private func number(_ spec: FieldReader, _ name: String, atLeast minimum: Int) -> Int? {
    guard let number = spec.int(name, required: true) else { return nil }
    guard number >= minimum else {
      spec.error(name, "expected \(minimum) or more, found \(number)")
      return nil
    }
    return number
  }

  private func readFlags(_ spec: FieldReader) -> Set<KeySpecSpec.Flag> {
    var flags: Set<KeySpecSpec.Flag> = []
    for member in spec.object.members {
      if let flag = KeySpecSpec.Flag(rawValue: member.name) {
        if spec.bool(member.name) { flags.insert(flag) }
      } else if member.value.bool == true {
        diagnostics.warning(
          file, member.namePosition, spec.path.member(member.name),
          "unknown key flag: a newer server may have it, it is not used")
      }
    }
    spec.noteOthers(
      than: Set(KeySpecSpec.Flag.allCases.map(\.rawValue)).union([
        "begin_search", "find_keys", "notes",
      ]))
    return flags
  }
}
