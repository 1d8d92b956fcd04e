/// Finds options that a source groups otherwise than a specification does, although the same words are sent: a block of a word and
/// an option against a word with the option inside of it, two options against a choice.
///
/// Methods and overrides go by our structure, so that one stays. Of the source's, only what has a word of its own is added.
struct Regrouping {
  /// Whether an argument of ours stays although the source lacks it.
  let stays: (ArgumentSpec, ArgumentSpec.Kind?) -> Bool

  /// `theirs`, grouped as in `ours` where the words are the same.
  func regrouped(_ theirs: [ArgumentSpec], as ours: [ArgumentSpec], in parent: ArgumentSpec.Kind?) -> [ArgumentSpec] {
    var result = theirs
    let own = ours.filter { argument in
      let partner = theirs.first { $0.name == argument.name }
      return partner.map { $0.isGroupedOtherwise(than: argument) }
        ?? (!argument.firstTokens.isEmpty && !stays(argument, parent))
    }
    let others = theirs.filter { argument in
      ours.first { $0.name == argument.name }.map { $0.isGroupedOtherwise(than: argument) } ?? true
    }
    for part in Self.parts(own, others) {
      let elsewhere = ours.filter { argument in !part.ours.contains { $0.name == argument.name } }
      guard let same = same(part, not: elsewhere, in: parent) else { continue }
      let names = Set(part.theirs.map(\.name))
      guard let place = result.firstIndex(where: { names.contains($0.name) }) else { continue }
      var next = result
      next.insert(contentsOf: same, at: place)
      for index in next.indices.reversed() where names.contains(next[index].name) {
        // What was put in may be called as what it stands for.
        if !(place..<place + same.count).contains(index) { next.remove(at: index) }
      }
      guard Set(next.map(\.name)).count == next.count else { continue }
      result = next
    }
    return result
  }

  private struct Part {
    var ours: [ArgumentSpec]
    var theirs: [ArgumentSpec]
  }

  /// Arguments that have words in common, together with those that have words in common with them.
  private static func parts(_ ours: [ArgumentSpec], _ theirs: [ArgumentSpec]) -> [Part] {
    var parts: [Part] = []
    for argument in ours {
      let words = argument.allWords
      var part = Part(ours: [argument], theirs: theirs.filter { !$0.allWords.isDisjoint(with: words) })
      let names = Set(part.theirs.map(\.name))
      guard !names.isEmpty else { continue }
      for (index, other) in parts.enumerated().reversed() where other.theirs.contains(where: { names.contains($0.name) }) {
        part.ours = other.ours + part.ours
        let known = Set(part.theirs.map(\.name))
        part.theirs += other.theirs.filter { !known.contains($0.name) }
        parts.remove(at: index)
      }
      parts.append(part)
    }
    return parts
  }

  /// Our arguments with what is new in theirs; nil when theirs send something else.
  private func same(_ part: Part, not elsewhere: [ArgumentSpec], in parent: ArgumentSpec.Kind?) -> [ArgumentSpec]? {
    let needed = SentWords(part.ours.map(withoutOthers))
    let sent = SentWords(part.theirs)
    guard needed.facts.isSubset(of: sent.facts) else { return nil }
    let known = part.ours.reduce(into: Set<String>()) { $0.formUnion($1.allWords) }
    var additions: [Addition] = []
    for argument in part.theirs {
      guard let new = Self.additions(argument, in: parent, known) else { return nil }
      additions += new
    }
    // What is neither ours nor new is one of ours with another value.
    let all = SentWords(part.ours + additions.map(\.argument))
    guard sent.facts.isSubset(of: all.facts) else { return nil }
    let taken = elsewhere.reduce(into: Set<String>()) { $0.formUnion($1.allWords) }
    guard additions.allSatisfy({ $0.argument.allWords.isDisjoint(with: taken) }) else { return nil }
    return additions.reduce(part.ours) { Self.adding($1, to: $0, in: parent) }
  }

  /// An argument without those inside of it that the source need not have.
  private func withoutOthers(_ argument: ArgumentSpec) -> ArgumentSpec {
    var argument = argument
    argument.children = argument.children.filter { !stays($0, argument.type) }.map(withoutOthers)
    return argument
  }

  private struct Addition {
    var argument: ArgumentSpec
    /// What it stands in; nil for nothing.
    var container: ArgumentSpec.Kind?
  }

  /// The largest arguments that have only new words; nil when one of them is always sent.
  private static func additions(
    _ argument: ArgumentSpec, in container: ArgumentSpec.Kind?, _ known: Set<String>
  ) -> [Addition]? {
    if !argument.firstTokens.isEmpty && argument.allWords.isDisjoint(with: known) {
      return argument.optional || container == .oneof ? [Addition(argument: argument, container: container)] : nil
    }
    var result: [Addition] = []
    for child in argument.children {
      guard let inner = additions(child, in: argument.type, known) else { return nil }
      result += inner
    }
    return result
  }

  /// Inside of what is of the same kind as what it stood in, else beside the others, where it may be left out.
  private static func adding(
    _ addition: Addition, to ours: [ArgumentSpec], in parent: ArgumentSpec.Kind?
  ) -> [ArgumentSpec] {
    var ours = ours
    if addition.container != parent, let index = ours.firstIndex(where: { $0.type == addition.container }) {
      ours[index].children.append(addition.argument)
    } else {
      var argument = addition.argument
      if parent != .oneof { argument.optional = true }
      ours.append(argument)
    }
    return ours
  }
}

/// What arguments send, however they are grouped: their words, and for each word the values behind it.
private struct SentWords {
  private(set) var facts: Set<String> = []
  private var counts: [String: Int] = [:]

  init(_ arguments: [ArgumentSpec]) {
    for argument in arguments { _ = add(argument, behind: "") }
  }

  /// Returns the word that the next argument's values stand behind.
  private mutating func add(_ argument: ArgumentSpec, behind word: String) -> String {
    var last = word
    if let token = argument.token?.uppercased() {
      facts.insert("\"\(token)\"")
      last = token
    }
    switch argument.type {
    case .pureToken: break
    case .oneof: for child in argument.children { _ = add(child, behind: last) }
    case .block: for child in argument.children { last = add(child, behind: last) }
    default:
      // A time is an integer that says more.
      let type = argument.type == .unixTime ? ArgumentSpec.Kind.integer : argument.type
      let value = "\"\(last)\" \(type.rawValue)"
      counts[value, default: 0] += 1
      facts.insert("\(value) \(counts[value, default: 0])")
    }
    return argument.optional ? word : last
  }
}

extension ArgumentSpec {
  fileprivate var allWords: Set<String> { Set(allTokens.map { $0.uppercased() }) }

  /// Whether one of two arguments of one name holds others and the other one does not, or holds them otherwise.
  fileprivate func isGroupedOtherwise(than other: ArgumentSpec) -> Bool {
    type != other.type && (type.hasChildren || other.type.hasChildren)
  }
}
