/// The commands that one specification describes: those of Redis itself, those of a module, those of your own.
///
/// Generated with their code: ``core`` here, and one for each `NAME.redis-commands.json` in the module that it is generated into.
public struct CommandLibrary: Sendable {
  /// The specification's name.
  public let name: String
  /// Every form of every command.
  public let forms: [CommandForm]
  let grammars: [GrammarText]

  /// For generated code.
  ///
  /// - Parameters:
  ///   - commands: The types of all forms.
  ///   - grammars: How requests are told apart whose commands have several forms, by the names of the commands.
  public init(_ name: String, _ commands: [any RedisCommand.Type], grammars: [(name: StaticString, text: StaticString)] = []) {
    self.name = name
    forms = commands.map { CommandForm(opening: $0) }
    self.grammars = grammars.map { GrammarText($0.name, $0.text) }
  }

  /// The descriptors of its commands, one for each, in the order of their names.
  public var descriptors: [CommandDescriptor] {
    let main = Dictionary(forms.map { ($0.descriptor.name.description, $0.descriptor) }) { first, other in
      other.form == nil ? other : first
    }
    return main.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Its commands with all their forms, by name.
  var commands: [String: CatalogCommand] {
    let texts = Dictionary(grammars.map { ($0.name.description, $0.text) }) { first, _ in first }
    let byName = Dictionary(grouping: forms) { $0.descriptor.name.description }
    return Dictionary(
      uniqueKeysWithValues: byName.map { name, forms in
        // A stable order, with the main form first.
        let forms = forms.filter { $0.descriptor.form == nil } + forms.filter { $0.descriptor.form != nil }
        return (name, CatalogCommand(forms, grammar: texts[name]))
      })
  }
}
