/// Finds commands by the words of a request.
struct CommandIndex: Sendable {
  private let roots: NameTable<Node>

  /// A word of a name: a command, or a container of commands, or both.
  private final class Node: Sendable {
    let command: CatalogCommand?
    let children: NameTable<Node>

    init(_ command: CatalogCommand?, _ children: NameTable<Node>) {
      self.command = command
      self.children = children
    }
  }

  /// - Parameter commands: by their names, of which a space divides the words.
  init(_ commands: [String: CatalogCommand]) {
    roots = Self.table(
      commands.sorted { $0.key < $1.key }.map { ($0.key.utf8.split(separator: UInt8(ascii: " "))[...], $0.value) })
  }

  private static func table(_ commands: [(words: ArraySlice<Substring.UTF8View>, command: CatalogCommand)]) -> NameTable<Node> {
    let byWord = Dictionary(grouping: commands.filter { !$0.words.isEmpty }) { Array($0.words[$0.words.startIndex]) }
    return NameTable(
      byWord.map { word, commands in
        let rest = commands.map { ($0.words.dropFirst(), $0.command) }
        return (word, Node(rest.first { $0.0.isEmpty }?.1, table(rest)))
      })
  }

  /// The command that these words call, and how many of them are its name.
  ///
  /// The same as servers do: what has subcommands is called without one only if nothing follows.
  func find(count: Int, word: (Int) -> RedisValue) -> (command: CatalogCommand, length: Int)? {
    var table = roots
    for position in 0..<count {
      guard let node = word(position).withUnsafeBytes({ table.find($0) }) else { return nil }
      if node.children.isEmpty || position + 1 == count {
        return node.command.map { ($0, position + 1) }
      }
      table = node.children
    }
    return nil
  }
}
