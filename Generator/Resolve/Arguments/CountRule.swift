/// Which integers only say how many values follow, so that no caller has to give them.
struct CountRule {
  var declared: DeclaredCounts

  /// A number right before a list, with a name like numkeys or numfields.
  func isCount(_ argument: ArgumentSpec, path: String, before next: ArgumentSpec?) -> Bool {
    guard argument.type == .integer, !argument.multiple else { return false }
    if declared.ofElements.contains(path) { return true }
    return next?.multiple == true && argument.name.lowercased().hasPrefix("num")
  }

  /// A number that counts words, whatever they are, up to the end of its own block.
  func isWordCount(_ argument: ArgumentSpec, path: String) -> Bool {
    argument.type == .integer && !argument.multiple && declared.ofWords.contains(path)
  }
}
