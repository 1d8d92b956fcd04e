/// Gives arguments that only a source calls differently the names they have in the specification.
///
/// What a server or a folder says gets into the API by an import, which keeps those names. So a comparison keeps them too: that Redis
/// 7.0 calls `data` what Redis 8 calls `score_member` changes nothing for anybody.
enum KnownNames {
  static func given(to document: SpecDocument, by known: SpecDocument) -> SpecDocument {
    let commands = Dictionary(known.commands.map { ($0.name, $0.arguments) }) { first, _ in first }
    var result = document
    for index in result.commands.indices {
      guard let arguments = commands[result.commands[index].name] else { continue }
      result.commands[index].arguments = named(result.commands[index].arguments, as: arguments)
    }
    return result
  }

  private static func named(_ arguments: [ArgumentSpec], as known: [ArgumentSpec]) -> [ArgumentSpec] {
    RenamedArguments.named(arguments, as: known).map { argument in
      var argument = argument
      if let match = known.first(where: { $0.name == argument.name }) {
        argument.children = named(argument.children, as: match.children)
      }
      return argument
    }
  }
}
