import Synchronization

/// The libraries that a program has made known besides the core.
final class RegisteredLibraries: Sendable {
  private struct Contents {
    var libraries: [CommandLibrary] = []
    var index = CommandIndex([:])
  }

  private let contents = Mutex(Contents())
  /// Most programs have none, and then a lookup takes no lock.
  private let isEmpty = Atomic<Bool>(true)

  var libraries: [CommandLibrary] { contents.withLock(\.libraries) }

  func add(_ library: CommandLibrary) {
    guard library.name != CommandLibrary.core.name else { return }
    contents.withLock { contents in
      if let place = contents.libraries.firstIndex(where: { $0.name == library.name }) {
        contents.libraries[place] = library
      } else {
        contents.libraries.append(library)
      }
      var commands: [String: CatalogCommand] = [:]
      for library in contents.libraries { commands.merge(library.commands) { first, _ in first } }
      contents.index = CommandIndex(commands)
    }
    isEmpty.store(false, ordering: .releasing)
  }

  func find(count: Int, word: (Int) -> RedisValue) -> (command: CatalogCommand, length: Int)? {
    guard !isEmpty.load(ordering: .acquiring) else { return nil }
    return contents.withLock { $0.index }.find(count: count, word: word)
  }
}
