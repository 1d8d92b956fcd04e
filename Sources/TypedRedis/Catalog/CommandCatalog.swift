/// The specification's knowledge of every command: which one the words of a request call, and in which form.
///
///     let form = CommandCatalog.lookup(["ZRANGE", "board", "0", "-1", "WITHSCORES"])
///     let members = try form?.decode(reply)  // [ScoredMember<RedisBytes>]
///
/// It knows ``CommandLibrary/core`` and what was registered with ``register(_:)``.
public enum CommandCatalog {
  /// Every form of every command.
  public static var forms: [CommandForm] { libraries.flatMap(\.forms) }

  /// The libraries that it knows, ``CommandLibrary/core`` first.
  public static var libraries: [CommandLibrary] { [.core] + registered.libraries }

  /// Makes a library's commands known, for the whole process: `execute(…)` then treats them by their descriptors, and
  /// lookups find them. Typed methods know their own descriptors and need none of this.
  ///
  /// Of two commands with the same name the one that was known first counts. A library of the same name replaces the
  /// earlier one; ``CommandLibrary/core`` cannot be replaced.
  public static func register(_ library: CommandLibrary) { registered.add(library) }

  private static let registered = RegisteredLibraries()
  private static let index = CommandIndex(CommandLibrary.core.commands)

  private static func find(count: Int, word: (Int) -> RedisValue) -> (command: CatalogCommand, length: Int)? {
    index.find(count: count, word: word) ?? registered.find(count: count, word: word)
  }

  /// The form that the words of a request select: the command's name, that of its subcommand where it has some, and the
  /// arguments, as they are sent. Names and options may be in any case.
  ///
  /// - Returns: nil if there is no such command, or if its subcommand is missing.
  public static func lookup(_ words: [some RedisValueConvertible]) -> CommandForm? {
    guard let found = find(count: words.count, word: { words[$0].redisValue }) else { return nil }
    return found.command.form(count: words.count - found.length) { words[found.length + $0].redisValue }
  }

  /// The descriptor of a command by its documented name, `CLIENT LIST` for a subcommand, in any
  /// case.
  public static func descriptor(named name: String) -> CommandDescriptor? {
    let words = name.split(separator: " ", omittingEmptySubsequences: false)
    guard let found = find(count: words.count, word: { .string(String(words[$0])) }),
      found.length == words.count
    else { return nil }
    return found.command.forms.first?.descriptor
  }

  /// The descriptor of the command that these words call, whichever of its forms they select.
  public static func descriptor(for words: [RedisValue]) -> CommandDescriptor? {
    find(count: words.count, word: { words[$0] })?.command.forms.first?.descriptor
  }
}
