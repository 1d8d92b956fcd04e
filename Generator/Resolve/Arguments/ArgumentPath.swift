/// Finding arguments by a path of names with dots between: "options.count".
extension [ArgumentSpec] {
  /// The argument at `path`, nil when there is none.
  func argument(at path: String) -> ArgumentSpec? {
    for argument in self {
      if argument.name == path { return argument }
      if let rest = argument.rest(of: path), let found = argument.children.argument(at: rest) {
        return found
      }
    }
    return nil
  }

  /// Puts what `change` makes of the argument at `path` in its place; false when there is none.
  mutating func edit(_ path: String, _ change: (ArgumentSpec) -> [ArgumentSpec]) -> Bool {
    for index in indices {
      if self[index].name == path {
        replaceSubrange(index...index, with: change(self[index]))
        return true
      }
      if let rest = self[index].rest(of: path), self[index].children.edit(rest, change) {
        return true
      }
    }
    return false
  }
}

extension ArgumentSpec {
  /// What is left of `path` below this argument. Names may have dots in them themselves.
  func rest(of path: String) -> String? {
    path.hasPrefix(name + ".") ? String(path.dropFirst(name.count + 1)) : nil
  }
}

/// The path of an argument called `name` inside the one at `parent`, which is "" for the command.
func argumentPath(_ parent: String, _ name: String) -> String {
  parent.isEmpty ? name : "\(parent).\(name)"
}
