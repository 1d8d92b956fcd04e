/// Which integers only say how many values follow, so that no caller has to give them.
struct CountRule {
  /// Paths of arguments that the overrides declare to be counts.
  var declared: Set<String>

  /// A number right before a list, with a name like numkeys or numfields.
  func isCount(_ argument: ArgumentSpec, path: String, before next: ArgumentSpec?) -> Bool {
    guard argument.type == .integer, !argument.multiple else { return false }
    if declared.contains(path) { return true }
    return next?.multiple == true && argument.name.lowercased().hasPrefix("num")
  }
}
