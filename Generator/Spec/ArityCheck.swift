/// Compares a command's arity with the words that its arguments make: when they contradict each other, one of them is wrong.
struct ArityCheck {
  let file: String
  let diagnostics: Diagnostics

  func check(_ command: CommandSpec, at position: SourcePosition) {
    // A container of subcommands lists no arguments although it needs one.
    guard !command.arguments.isEmpty else { return }
    let arguments = Words.all(command.arguments.map { Words($0, mayBeAbsent: $0.optional) })
    let least = Words.sum(command.words.count, arguments.least)
    let most = arguments.most.map { Words.sum(command.words.count, $0) }
    let arity = command.arity

    // With a variable arity a server may still refuse what is too short by its own rules.
    let isShort = least < arity.magnitude || (arity > 0 && least > arity)
    let isLong = arity > 0 && most != arity || most.map { $0 < arity.magnitude } ?? false
    guard isShort || isLong else { return }
    let words =
      most == least ? "\(least)" : "\(least) to \(most.map(String.init) ?? "any number of")"
    diagnostics.warning(
      file, position, command.path.member("arity"),
      "arity \(arity) does not fit the arguments: with the name they make \(words) words")
  }
}

extension ArityCheck {
  /// The arity of a command whose name has so many words and that has these arguments.
  static func arity(words: Int, _ arguments: [ArgumentSpec]) -> Int {
    let total = Words.all(arguments.map { Words($0, mayBeAbsent: $0.optional) })
    let least = Words.sum(words, total.least)
    return total.least == total.most ? least : -least
  }
}

/// How many words something makes at least and at most. No `most` means any number.
private struct Words {
  var least: Int
  var most: Int?

  init(least: Int, most: Int?) {
    self.least = least
    self.most = most
  }

  init(_ argument: ArgumentSpec, mayBeAbsent: Bool) {
    let children = argument.children.map { child in
      // Published choices are often marked optional, but one of them has to be made.
      Words(child, mayBeAbsent: child.optional && argument.type != .oneof)
    }
    switch argument.type {
    case .oneof: self = Words.any(children)
    case .block: self = Words.all(children)
    default: self = Words(least: 1, most: 1)
    }
    if argument.token != nil && argument.type != .pureToken {
      self = Words.all([self, Words(least: 1, most: 1)])
    }
    if mayBeAbsent { least = 0 }
    if argument.multiple { most = nil }
  }

  static func all(_ parts: [Words]) -> Words {
    parts.reduce(Words(least: 0, most: 0)) { total, part in
      Words(
        least: sum(total.least, part.least),
        most: total.most.flatMap { most in part.most.map { sum(most, $0) } })
    }
  }

  static func any(_ parts: [Words]) -> Words {
    let most = parts.map(\.most)
    return Words(
      least: parts.map(\.least).min() ?? 0,
      most: most.contains(nil) ? nil : most.compactMap(\.self).max() ?? 0)
  }

  static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}
