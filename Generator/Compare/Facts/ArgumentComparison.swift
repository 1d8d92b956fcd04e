/// Compares the arguments of one command, by name and from the outside in.
struct ArgumentComparison {
  private(set) var changes: [FactChange] = []
  private var removed: [(path: String, argument: ArgumentSpec)] = []
  private var added: [(path: String, argument: ArgumentSpec)] = []

  static func changes(_ old: [ArgumentSpec], _ new: [ArgumentSpec]) -> [FactChange] {
    var comparison = ArgumentComparison()
    comparison.compare(old, new, inside: "", isChoice: false)
    comparison.finish()
    return comparison.changes
  }

  private mutating func compare(
    _ old: [ArgumentSpec], _ new: [ArgumentSpec], inside parent: String, isChoice: Bool
  ) {
    var before = old.map { Optional($0) }
    var pairs: [(old: ArgumentSpec, new: ArgumentSpec)] = []
    var unmatched: [ArgumentSpec] = []
    for argument in new {
      // Words that are always sent may share their name with the value behind them.
      let index =
        before.firstIndex { $0?.name == argument.name && $0?.type == argument.type }
        ?? before.firstIndex { $0?.name == argument.name }
      guard let index, let match = before[index] else {
        unmatched.append(argument)
        continue
      }
      before[index] = nil
      pairs.append((match, argument))
    }
    var gone = before.compactMap(\.self)
    var waiting = unmatched
    for argument in unmatched {
      // Of several that are sent alike, each is the one at its place, as long as there are as many as before.
      let likes = gone.indices.filter { gone[$0].isSame(as: argument) }
      let rivals = waiting.count { $0.isSame(as: argument) }
      guard let index = likes.first, likes.count == rivals else {
        added.append((argumentPath(parent, argument.name), argument))
        continue
      }
      let match = gone.remove(at: index)
      waiting.removeAll { $0.path == argument.path && $0.name == argument.name }
      pairs.append((match, argument))
      changes.append(
        FactChange(kind: .renamed, argument: argumentPath(parent, match.name), old: match.name, new: argument.name))
    }
    removed += gone.map { (argumentPath(parent, $0.name), $0) }
    for pair in pairs { compare(pair.old, pair.new, argumentPath(parent, pair.new.name)) }
    compareOrder(pairs, old, new, inside: parent, isChoice: isChoice)
  }

  private mutating func compare(_ old: ArgumentSpec, _ new: ArgumentSpec, _ path: String) {
    add(.type, path, old.type.rawValue, new.type.rawValue)
    add(.token, path, old.token?.quotedForMessage, new.token?.quotedForMessage)
    add(.optional, path, old.optional.word, new.optional.word)
    add(.multiple, path, old.multiple.word, new.multiple.word)
    add(.multipleToken, path, old.multipleToken.word, new.multipleToken.word)
    add(.keySpec, path, old.keySpecIndex.map { "\($0)" }, new.keySpecIndex.map { "\($0)" })
    add(.since, path, old.since, new.since)
    add(.deprecated, path, old.deprecatedSince, new.deprecatedSince)
    if !old.servers.isEmpty && !new.servers.isEmpty { add(.servers, path, old.servers.words, new.servers.words) }
    compare(old.children, new.children, inside: path, isChoice: new.type == .oneof)
  }

  /// Alternatives have no order that matters.
  private mutating func compareOrder(
    _ pairs: [(old: ArgumentSpec, new: ArgumentSpec)], _ old: [ArgumentSpec], _ new: [ArgumentSpec],
    inside parent: String, isChoice: Bool
  ) {
    guard !isChoice else { return }
    let names = Dictionary(pairs.map { ($0.old.name, $0.new.name) }) { first, _ in first }
    let before = old.compactMap { names[$0.name] }
    let kept = Set(before)
    let now = new.map(\.name).filter(kept.contains)
    guard before != now else { return }
    changes.append(
      FactChange(
        kind: .order, argument: parent.isEmpty ? nil : parent, old: before.joined(separator: " "),
        new: now.joined(separator: " ")))
  }

  private mutating func add(_ kind: FactChange.Kind, _ path: String, _ old: String?, _ new: String?) {
    guard old != new else { return }
    changes.append(FactChange(kind: kind, argument: path, old: old, new: new))
  }

  /// What is gone in one place and new in another has moved.
  private mutating func finish() {
    for (path, argument) in added {
      let isSame = { (other: (path: String, argument: ArgumentSpec)) in
        other.argument.name == argument.name && other.argument.isSame(as: argument)
      }
      if let index = removed.onlyIndex(where: isSame) {
        let from = removed.remove(at: index).path
        changes.append(FactChange(kind: .moved, argument: from, old: from, new: path))
      } else {
        changes.append(FactChange(kind: .added, argument: path, new: ArgumentSyntax.text(argument)))
      }
    }
    for (path, argument) in removed {
      changes.append(FactChange(kind: .removed, argument: path, old: ArgumentSyntax.text(argument)))
    }
  }
}

extension ArgumentSpec {
  /// Whether it is sent in the same way, whatever it and what is in it are called.
  fileprivate func isSame(as other: ArgumentSpec) -> Bool {
    type == other.type && token == other.token && optional == other.optional && multiple == other.multiple
      && multipleToken == other.multipleToken && keySpecIndex == other.keySpecIndex
      && children.count == other.children.count
      && zip(children, other.children).allSatisfy { $0.isSame(as: $1) }
  }
}

extension Array {
  /// The index of the one element that `test` is true of; nil when there are more, or none.
  fileprivate func onlyIndex(where test: (Element) -> Bool) -> Int? {
    let found = indices.filter { test(self[$0]) }
    return found.count == 1 ? found[0] : nil
  }
}

extension Bool {
  fileprivate var word: String { self ? "yes" : "no" }
}

extension [String: String] {
  /// "redis 1.0.0, valkey 7.2.5"
  var words: String { sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }
}
