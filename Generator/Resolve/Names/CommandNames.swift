/// Where each command's type goes, and which commands only hold others.
struct CommandNames {
  private var typePaths: [String: [String]] = [:]
  private var parents: Set<String> = []
  /// The names of types directly below each type.
  private var children: [[String]: Set<String>] = [:]
  private(set) var namespaces: [NamespaceModel] = []
  let known: Set<String>

  /// - Parameter isFlat: whether subcommands' types are beside each other and not in their container's.
  init(_ document: SpecDocument, _ diagnostics: Diagnostics, isFlat: Bool = false) {
    known = Set(document.commands.map(\.name))
    for command in document.commands {
      for count in 1..<max(1, command.words.count) {
        parents.insert(command.words.prefix(count).joined(separator: " "))
      }
    }
    var owners: [[String]: String] = [:]
    for command in document.commands {
      var path = isFlat ? [Identifier.commandType(command.words.joined(separator: " "))] : command.words.map(Identifier.commandType)
      // "A-B" and "A_B" would be one type.
      if let owner = owners[path], let last = path.popLast() {
        var number = 2
        while owners[path + ["\(last)\(number)"]] != nil { number += 1 }
        path.append("\(last)\(number)")
        diagnostics.warning(
          document.file, command.position, command.path,
          "the type of \(owner) has this name already: this one becomes \(path.joined(separator: "."))")
      }
      owners[path] = command.name
      typePaths[command.name] = path
      if let name = path.last { children[path.dropLast(), default: []].insert(name) }
    }
    addNamespaces(document)
  }

  func typePath(_ command: CommandSpec) -> [String] { typePaths[command.name] ?? command.words }

  /// Whether the command means nothing without a subcommand: it has some, and takes no arguments of its own.
  func isNamespace(_ command: CommandSpec) -> Bool {
    parents.contains(command.name) && command.arguments.isEmpty && abs(command.arity) != 1
  }

  /// The type names directly below a command's type.
  func subcommands(of command: CommandSpec) -> Set<String> {
    children[typePath(command)] ?? []
  }

  /// The commands that hold others, and those that the specification does not even list.
  private mutating func addNamespaces(_ document: SpecDocument) {
    let byName = Dictionary(document.commands.map { ($0.name, $0) }) { first, _ in first }
    var seen: Set<String> = []
    for command in document.commands {
      for count in 1...command.words.count {
        let words = Array(command.words.prefix(count))
        let name = words.joined(separator: " ")
        guard parents.contains(name), seen.insert(name).inserted else { continue }
        let spec = byName[name]
        if let spec, !isNamespace(spec) { continue }
        namespaces.append(
          NamespaceModel(
            typePath: spec.map(typePath) ?? words.map(Identifier.commandType), name: name,
            group: spec?.group ?? command.group, summary: spec?.summary))
      }
    }
  }
}
