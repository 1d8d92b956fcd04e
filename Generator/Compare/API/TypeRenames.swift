/// Types that have another name and are the same otherwise, so that a new name is one change and not one in every signature.
struct TypeRenames {
  private(set) var names: [String: String] = [:]

  init(_ old: APISurface, _ new: APISurface) {
    let methods = Dictionary(new.methods.map { ([$0.command, $0.form ?? ""], $0) }) { first, _ in first }
    for method in old.methods {
      guard let match = methods[[method.command, method.form ?? ""]], match.type != method.type else { continue }
      names[method.type] = match.type
    }
    let before = Set(old.types.map(\.name))
    let now = Set(new.types.map(\.name))
    var free = new.types.filter { !before.contains($0.name) }
    for type in old.types where !now.contains(type.name) && !now.contains(renamed(type.name)) {
      let matches = free.indices.filter { free[$0].isLike(type) && related(free[$0].name, type.name) }
      guard let index = matches.first(where: { free[$0].name.lastName == type.name.lastName }) ?? matches.first
      else { continue }
      names[type.name] = free[index].name
      free.remove(at: index)
    }
  }

  /// Types of two commands that happen to have the same cases are not one that was renamed.
  private func related(_ new: String, _ old: String) -> Bool {
    guard new.hasPrefix("Commands."), old.hasPrefix("Commands.") else { return true }
    return owner(new) == renamed(owner(old))
  }

  private func owner(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
  }

  /// `text` with the names of types as they are now.
  func renamed(_ text: String) -> String {
    guard !names.isEmpty else { return text }
    var result = ""
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || "_.`".contains(character) {
        word.append(character)
      } else {
        result += name(word)
        result.append(character)
        word = ""
      }
    }
    return result + name(word)
  }

  /// A type inside a renamed one is renamed, too.
  private func name(_ word: String) -> String {
    if let name = names[word] { return name }
    guard let dot = word.lastIndex(of: ".") else { return word }
    let outer = String(word[..<dot])
    let renamed = name(outer)
    return renamed == outer ? word : renamed + word[dot...]
  }

  func renamed(_ values: [APISurface.Value]) -> [APISurface.Value] {
    guard !names.isEmpty else { return values }
    return values.map { APISurface.Value(label: $0.label, type: renamed($0.type), isOptional: $0.isOptional) }
  }
}

extension APISurface.TypeDeclaration {
  fileprivate func isLike(_ other: APISurface.TypeDeclaration) -> Bool {
    role == other.role && isEnum == other.isEnum && cases.map(\.name) == other.cases.map(\.name)
      && fields.map(\.label) == other.fields.map(\.label)
  }
}

extension String {
  fileprivate var lastName: Substring { self[(lastIndex(of: ".").map(index(after:)) ?? startIndex)...] }
}
