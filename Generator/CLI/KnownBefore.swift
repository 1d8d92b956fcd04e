import Foundation

/// Keeps the copy of the project's own specification from being written over with one that says much less.
///
/// That one may be a published file that was given a "servers" somewhere: what only the copy knew would be lost with it.
enum KnownBefore {
  /// What one command of a specification is told by, besides its name.
  private static let ours: Set<String> = ["servers", "reply_schema"]

  /// Why the copy must not become `text`; nil when it may.
  static func fault(_ paths: Paths, _ text: String) -> String? {
    guard let copy = paths.copy, let known = FileManager.default.contents(atPath: copy) else { return nil }
    // As it nearly always is.
    if known == Data(text.utf8) { return nil }
    let names = forgotten(Array(known), Array(text.utf8))
    guard !names.isEmpty else { return nil }
    let (file, name) = (paths.display(paths.specification), paths.display(copy))
    let some = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return "\(Count.of(names.count, "command")) of \(name) would be forgotten, or the servers and replies known of them, "
      + "because \(file) lacks them: \(some). If it is not the whole specification, copy \(name) over it and import it; "
      + "if these are to go, use --forget, or delete \(name)"
  }

  /// The commands of which `known` says something that `text` does not, when those are many; none when it is a few.
  private static func forgotten(_ known: [UInt8], _ text: [UInt8]) -> [String] {
    let (old, new) = (facts(known), facts(text))
    let names = old.filter { name, members in new[name].map { !members.isSubset(of: $0) } ?? true }.map(\.key).sorted()
    return names.count > min(10, max(1, old.count / 10)) ? names : []
  }

  private static func facts(_ bytes: [UInt8]) -> [String: Set<String>] {
    let commands = MemberText(bytes).members.map { member in
      let members = MemberText(bytes, from: member.value.lowerBound).members.map(\.name)
      return (member.name.uppercased(), ours.intersection(members))
    }
    return Dictionary(commands, uniquingKeysWith: { first, _ in first })
  }
}
