/// Names in a row, of which only so many are shown.
enum Names {
  private static let shown = 12

  /// "new: A, B and 3 more", or nothing when there is nothing to name.
  static func line(_ title: String, _ names: [String]) -> [String] {
    guard !names.isEmpty else { return [] }
    let more = names.count > shown ? " and \(names.count - shown) more" : ""
    return ["\(title): \(names.prefix(shown).joined(separator: ", "))\(more)"]
  }
}
