/// Which commands are new, gone or changed between the generated code on disk and what is generated now.
struct CommandChanges {
  private(set) var new: [String] = []
  private(set) var gone: [String] = []
  private(set) var changed: [String] = []

  init(_ changes: ChangeSet) {
    // Code may move from one file to another; only what all of them hold together tells.
    let before = Self.texts(changes.changes.compactMap(\.old))
    let after = Self.texts(changes.changes.compactMap(\.new))
    // The first time, everything is new, and that says nothing.
    guard !before.isEmpty || changes.unchanged > 0 else { return }
    new = after.keys.filter { before[$0] == nil }.sorted()
    gone = before.keys.filter { after[$0] == nil }.sorted()
    changed = after.keys.filter { before[$0] != nil && before[$0] != after[$0] }.sorted()
  }

  /// One line for each of the three that is not empty.
  var lines: [String] {
    Names.line("new", new) + Names.line("changed", changed) + Names.line("gone", gone)
  }

  /// The code of each command: all from the extension with its descriptor to the next such one.
  private static func texts(_ files: [String]) -> [String: [Substring]] {
    var texts: [String: [Substring]] = [:]
    for file in files {
      var owner: String?
      var piece: [Substring] = []
      func finish() {
        // Extensions without a descriptor belong to the command before them.
        owner = piece.lazy.compactMap(Self.commandName).first ?? owner
        if let owner { texts[owner, default: []] += piece.filter { !$0.isEmpty } }
        piece = []
      }
      for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("extension Commands") { finish() }
        piece.append(line)
      }
      finish()
    }
    // A command's forms may change places, between files too, which changes nothing.
    return texts.mapValues { $0.sorted() }
  }

  /// The name in a descriptor's `name: "CLIENT LIST"`.
  private static func commandName(in line: Substring) -> String? {
    guard line.contains(", group: \""), let start = line.firstRange(of: "name: \"")?.upperBound else { return nil }
    return line[start...].firstIndex(of: "\"").map { String(line[start..<$0]) }
  }
}

enum Names {
  private static let shown = 12

  /// "new: A, B and 3 more", or nothing when there is nothing to name.
  static func line(_ title: String, _ names: [String]) -> [String] {
    guard !names.isEmpty else { return [] }
    let more = names.count > shown ? " and \(names.count - shown) more" : ""
    return ["\(title): \(names.prefix(shown).joined(separator: ", "))\(more)"]
  }
}
