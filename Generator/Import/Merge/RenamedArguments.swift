/// Finds arguments that are called differently in a source and send the same: they keep the names that we gave them, which methods
/// and overrides go by.
enum RenamedArguments {
  /// `theirs`, called as in `ours` where only the names differ.
  static func named(_ theirs: [ArgumentSpec], as ours: [ArgumentSpec]) -> [ArgumentSpec] {
    var result = theirs
    var names = Set(theirs.map(\.name))
    let own = Set(ours.map(\.name))
    for argument in ours where !names.contains(argument.name) {
      let candidates = result.indices.filter { !own.contains(result[$0].name) && isSame(argument, result[$0]) }
      let rivals = ours.filter { !names.contains($0.name) && isSame(argument, $0) }
      // Where several could be meant, nobody knows which.
      guard candidates.count == 1, rivals.count == 1, let index = candidates.first else { continue }
      result[index].name = argument.name
      names.insert(argument.name)
    }
    return result
  }

  private static func isSame(_ left: ArgumentSpec, _ right: ArgumentSpec) -> Bool {
    guard left.type == right.type, left.token?.uppercased() == right.token?.uppercased() else { return false }
    // Of a group, the words in it tell which one it is.
    return Set(left.allTokens.map { $0.uppercased() }) == Set(right.allTokens.map { $0.uppercased() })
  }
}
