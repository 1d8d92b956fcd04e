/// Changes the text of one command where its facts change. Members that stay the same stay as they are written, those that nobody
/// knows too.
struct CommandEdit {
  private(set) var text: String
  /// The names of the members that were added, removed or changed.
  private(set) var changed: [String] = []

  init(_ text: String, from old: CommandSpec, to new: CommandSpec) {
    self.text = text
    let before = Dictionary(CommandText.members(of: old), uniquingKeysWith: { first, _ in first })
    let after = CommandText.members(of: new)
    changed = Self.difference(before, after)
    guard !changed.isEmpty else { return }

    let members = MemberText(Array(text.utf8))
    var written = Dictionary(members.members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var lines = after.map { member -> (name: String, value: String) in
      let own = written.removeValue(forKey: member.name)
      guard !changed.contains(member.name), let own else { return member }
      return (member.name, members.text(own.value))
    }
    let unknown = members.members.filter { written[$0.name] != nil && before[$0.name] == nil }
    // A member that is there and empty says nothing that a changed command would have to repeat.
    lines += unknown.filter { !SpecVocabulary.commandMembers.contains($0.name) }
      .map { ($0.name, members.text($0.value)) }
    self.text = CommandText.object(lines)
  }

  /// The names of the members that one of two commands has otherwise than the other.
  static func members(from old: CommandSpec, to new: CommandSpec) -> [String] {
    difference(
      Dictionary(CommandText.members(of: old), uniquingKeysWith: { first, _ in first }), CommandText.members(of: new))
  }

  private static func difference(_ before: [String: String], _ after: [(name: String, value: String)]) -> [String] {
    let kept = Set(after.map(\.name))
    return after.filter { before[$0.name] != $0.value }.map(\.name) + before.keys.filter { !kept.contains($0) }.sorted()
  }
}
