/// The specification's knowledge of every command: which one the words of a request call, and in which form.
///
///     let form = CommandCatalog.lookup(["ZRANGE", "board", "0", "-1", "WITHSCORES"])
///     let members = try form?.decode(reply)  // [ScoredMember<RedisBytes>]
public enum CommandCatalog {
  /// Every form of every command.
  public static let forms: [CommandForm] = generated.map { CommandForm(opening: $0) }

  static let commands: [String: CatalogCommand] = {
    let texts = Dictionary(grammars.map { ($0.name.description, $0.text) }) { first, _ in first }
    let byName = Dictionary(grouping: forms) { $0.descriptor.name.description }
    return Dictionary(
      uniqueKeysWithValues: byName.map { name, forms in
        // A stable order, with the main form first.
        let forms = forms.filter { $0.descriptor.form == nil } + forms.filter { $0.descriptor.form != nil }
        return (name, CatalogCommand(forms, grammar: texts[name]))
      })
  }()

  private static let index = CommandIndex(commands)

  /// The form that the words of a request select: the command's name, that of its subcommand where it has some, and the
  /// arguments, as they are sent. Names and options may be in any case.
  ///
  /// - Returns: nil if there is no such command, or if its subcommand is missing.
  public static func lookup(_ words: [some RedisValueConvertible]) -> CommandForm? {
    guard let found = index.find(count: words.count, word: { words[$0].redisValue }) else { return nil }
    return found.command.form(count: words.count - found.length) { words[found.length + $0].redisValue }
  }

  /// The descriptor of a command by its documented name, `CLIENT LIST` for a subcommand, in any
  /// case.
  public static func descriptor(named name: String) -> CommandDescriptor? {
    let words = name.split(separator: " ", omittingEmptySubsequences: false)
    guard let found = index.find(count: words.count, word: { .string(String(words[$0])) }),
      found.length == words.count
    else { return nil }
    return found.command.forms.first?.descriptor
  }

  /// The descriptor of the command that these words call, whichever of its forms they select.
  public static func descriptor(for words: [RedisValue]) -> CommandDescriptor? {
    index.find(count: words.count, word: { words[$0] })?.command.forms.first?.descriptor
  }
}
