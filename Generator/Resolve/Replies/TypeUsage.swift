/// Which types of replies are used by whom.
struct TypeUsage {
  private let types: [String: TypeOverride]
  private let commands: [String: CommandOverride]

  init(_ overrides: Overrides) {
    types = overrides.types
    commands = overrides.commands
  }

  /// The types that the model's replies are made of.
  func used(by model: APIModel) -> [ReplyTypeModel] {
    let replies = model.commands.flatMap(\.forms).map(\.reply.type)
    return reachable(from: replies).compactMap { types[$0]?.model }
  }

  /// The types that some entry of the overrides uses, whether or not there is such a command.
  var usedByEntries: Set<String> {
    reachable(from: commands.values.flatMap(\.forms).compactMap(\.reply))
  }

  private func reachable(from replies: [ReplyType]) -> Set<String> {
    var open = replies.flatMap(\.names)
    var seen = Set(open)
    while let name = open.popLast() {
      for field in types[name]?.model.fields ?? [] {
        open += field.type.names.filter { seen.insert($0).inserted }
      }
    }
    return seen
  }
}
