/// Finds arguments that stand side by side and have the same name, where that makes two parameters, or two choices, of one name.
struct SiblingNames {
  let file: String
  let diagnostics: Diagnostics

  /// The arguments, without those that add nothing.
  func check(_ arguments: [ArgumentSpec], in parent: ArgumentSpec.Kind?) -> [ArgumentSpec] {
    var named: [String: ArgumentSpec] = [:]
    return arguments.filter { argument in
      // A word that is always sent is no parameter, so its name is free for the value after it.
      if parent != .oneof && argument.isFixedWord { return true }
      guard let earlier = named[argument.name] else {
        named[argument.name] = argument
        return true
      }
      let place = "\(earlier.position.line):\(earlier.position.column)"
      if parent == .oneof && argument.type == .pureToken && earlier.type == .pureToken {
        // Two words for one choice: the server takes both, one is enough to choose it.
        diagnostics.warning(
          file, argument.position, argument.path,
          "\(word(argument)) is another word for the choice \(argument.name.quotedForMessage) at \(place): it is not used"
        )
        return false
      }
      diagnostics.error(
        file, argument.position, argument.path,
        "the argument at \(place) beside it is called \(argument.name.quotedForMessage) too")
      return true
    }
  }

  private func word(_ argument: ArgumentSpec) -> String { (argument.token ?? "").quotedForMessage }
}

extension ArgumentSpec {
  fileprivate var isFixedWord: Bool { type == .pureToken && !optional && !multiple }
}
