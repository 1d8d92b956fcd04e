/// Adds to the arguments of a specification those that only a source has. It changes none: the source may not decide about them.
///
/// What is added can be left out, or is one more way of a choice, and begins with a word that none of ours has.
struct ArgumentSupplement {
  /// Which server the source is.
  let server: String?
  /// All words that we use anywhere in the command, in upper case.
  private let tokens: Set<String>
  private(set) var added: [String] = []

  init(_ ours: [ArgumentSpec], server: String?) {
    self.server = server
    tokens = Set(ours.flatMap(\.allTokens).map { $0.uppercased() })
  }

  mutating func supplement(
    _ ours: [ArgumentSpec], with theirs: [ArgumentSpec], in parent: ArgumentSpec.Kind?
  ) -> [ArgumentSpec] {
    let theirs = RenamedArguments.named(theirs, as: ours)
    let byName = Dictionary(theirs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var result = ours.map { argument -> ArgumentSpec in
      guard let other = byName[argument.name] else { return argument }
      var argument = argument
      argument.servers = argument.servers.adding(server, since: other.since)
      if argument.type == other.type && argument.type.hasChildren {
        argument.children = supplement(argument.children, with: other.children, in: argument.type)
      }
      return argument
    }
    var before: String?
    for argument in theirs {
      defer { before = argument.name }
      guard !result.contains(where: { $0.name == argument.name }), isAddition(argument, in: parent) else { continue }
      added.append(argument.name)
      let index = before.flatMap { name in result.firstIndex { $0.name == name } }.map { $0 + 1 } ?? 0
      // Key specs are ours.
      result.insert(argument.told(by: server).withKeySpecs(below: 0), at: index)
    }
    return result
  }

  private func isAddition(_ argument: ArgumentSpec, in parent: ArgumentSpec.Kind?) -> Bool {
    guard argument.optional || parent == .oneof else { return false }
    let words = argument.firstTokens
    return !words.isEmpty && words.allSatisfy { !tokens.contains($0.uppercased()) }
  }
}
