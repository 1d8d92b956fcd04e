/// What an import makes of a specification: its text, and what there is to tell about it. Pure: texts in, text out.
struct SpecificationMerge {
  struct Change: Equatable {
    var name: String
    /// What of the command changed: the members' names.
    var members: [String]
  }

  private(set) var text: String
  private(set) var new: [String] = []
  private(set) var changed: [Change] = []
  /// Commands that the source does not have and that stay.
  private(set) var kept: [String] = []
  private(set) var removed: [String] = []
  /// By command: arguments that the source does not have and that stay, are replaced by what it has, or are gone.
  private(set) var keptArguments: [(command: String, arguments: [String])] = []
  private(set) var droppedArguments: [(command: String, arguments: [String])] = []
  private(set) var goneArguments: [(command: String, arguments: [String])] = []
  private(set) var withoutSummary: [String] = []
  private(set) var withoutSchema: [String] = []
  private(set) var unchanged = 0
  /// What the source says otherwise and may not decide about.
  private(set) var differing: [Change] = []
  /// Why it may not.
  private(set) var reason: String?

  private struct Item {
    var name: String
    var text: String
    /// What stands before it in the old text; nil when it is new, or something before it went.
    var separator: String?
  }

  /// `ours` has been read from `text` without errors. An empty text is a file that is not there yet.
  ///
  /// - Parameter speaksOf: the commands that the source was asked for. Of others it says nothing by not having them.
  init(
    text: String, ours: SpecDocument, source: ImportedSpecification, options: CommandMerge.Options,
    speaksOf: (CommandSpec) -> Bool = { _ in true }
  ) {
    self.text = text
    let bytes = Array(text.utf8)
    let members = MemberText(bytes)
    let own = Dictionary(ours.commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let theirs = Dictionary(source.commands.map { ($0.spec.name, $0) }, uniquingKeysWith: { first, _ in first })
    let merge = CommandMerge(options: options, server: source.server)
    let precedence = Precedence(ours.commands, server: source.server)
    reason = precedence.reason

    var items: [Item] = []
    var end: Int?
    for member in members.members {
      let name = member.name.uppercased()
      let separator = end.map { members.text($0..<member.whole.lowerBound) }
      end = member.whole.upperBound
      guard let command = own[name] else {
        items.append(Item(name: name, text: members.text(member.whole), separator: separator))
        continue
      }
      guard let imported = theirs[name] else {
        let isMeant = speaksOf(command)
        if isMeant && options.prunes {
          removed.append(name)
          continue
        }
        if isMeant { kept.append(name) }
        items.append(Item(name: name, text: members.text(member.whole), separator: separator))
        continue
      }
      var outcome = merge.merge(command, imported)
      if !options.prunes && !precedence.decides(about: command) {
        let supplemented = merge.supplement(command, imported)
        let members = CommandEdit.members(from: supplemented, to: outcome.command)
        if !members.isEmpty { differing.append(Change(name: name, members: members)) }
        outcome = CommandMerge.Outcome(command: supplemented, kept: outcome.kept)
      }
      // Who says nothing about arguments lacks none.
      if !outcome.kept.isEmpty, !imported.derived.contains("arguments") { keptArguments.append((name, outcome.kept)) }
      if !outcome.dropped.isEmpty { droppedArguments.append((name, outcome.dropped)) }
      if !outcome.gone.isEmpty { goneArguments.append((name, outcome.gone)) }
      let edit = CommandEdit(members.text(member.value), from: command, to: outcome.command)
      if edit.changed.isEmpty {
        unchanged += 1
      } else {
        changed.append(Change(name: name, members: edit.changed))
      }
      let title = members.text(member.whole.lowerBound..<member.value.lowerBound)
      items.append(Item(name: name, text: title + edit.text, separator: separator))
    }
    let isSorted = zip(items, items.dropFirst()).allSatisfy { $0.name < $1.name }
    for imported in source.commands where own[imported.spec.name] == nil {
      let command = merge.new(imported)
      new.append(command.name)
      if command.summary == nil { withoutSummary.append(command.name) }
      if command.replySchema == nil { withoutSchema.append(command.name) }
      let text = "\(CommandText.quoted(command.name)): \(CommandText.object(CommandText.members(of: command)))"
      items.append(Item(name: command.name, text: text))
    }
    // New commands find their place where the names are in order, as those of one that is new itself.
    if isSorted { items.sort { $0.name < $1.name } }
    self.text = Self.joined(items, in: text, members, bytes)
  }

  /// The items between what stood before the first one and behind the last one.
  private static func joined(_ items: [Item], in text: String, _ members: MemberText, _ bytes: [UInt8]) -> String {
    guard let first = members.members.first, let last = members.members.last else {
      return items.isEmpty ? text : "{\n  \(items.map(\.text).joined(separator: ",\n  "))\n}\n"
    }
    var result = members.text(0..<first.whole.lowerBound)
    for (index, item) in items.enumerated() {
      if index > 0 { result += item.separator ?? ",\n  " }
      result += item.text
    }
    return result + members.text(last.whole.upperBound..<bytes.count)
  }
}
