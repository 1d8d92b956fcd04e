/// Finds types that contain themselves: a Swift struct cannot, except in a list or a dictionary.
struct TypeCycles {
  let file: String
  let diagnostics: Diagnostics

  func check(_ types: [String: TypeOverride]) {
    for (name, type) in types where reaches(name, from: name, types) {
      diagnostics.error(
        file, type.position, type.path, "the type contains itself, directly or through another")
    }
  }

  private func reaches(_ goal: String, from start: String, _ types: [String: TypeOverride]) -> Bool {
    var seen: Set<String> = []
    var open = [start]
    while let name = open.popLast() {
      for field in types[name]?.model.fields ?? [] {
        for next in field.type.namesInline {
          if next == goal { return true }
          if seen.insert(next).inserted { open.append(next) }
        }
      }
    }
    return false
  }
}

extension ReplyType {
  /// The names of types whose values lie inside a value of this type.
  fileprivate var namesInline: Set<String> {
    switch self {
    case .named(let name): [name]
    case .optional(let type), .unless(_, let type): type.namesInline
    default: []
    }
  }
}
