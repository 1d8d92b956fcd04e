/// Finds types that contain themselves: a Swift struct cannot.
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
        for next in field.type.names {
          if next == goal { return true }
          if seen.insert(next).inserted { open.append(next) }
        }
      }
    }
    return false
  }
}
