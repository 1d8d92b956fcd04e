/// The response callbacks that one client value replaces. A value: changing a copy changes nothing else.
public struct ResponseCallbacks: Sendable {
  /// Makes the response of a command out of its reply, which is not an error.
  public typealias Typed<C: RedisCommand> =
    @Sendable (_ command: C, _ reply: RESPValue) throws -> C.Response
  /// The same for commands that are given by their words, the name among them.
  public typealias Named =
    @Sendable (_ words: [RedisValue], _ reply: RESPValue) throws -> any Sendable

  /// Nil as long as nothing is replaced: that is all a call has to look at.
  @usableFromInline var table: Table?

  /// Replaces nothing.
  public init() {}

  public var isEmpty: Bool { table == nil }

  /// Sets the callback for a command form, or with nil goes back to the generated one.
  public mutating func set<C: RedisCommand>(_ callback: Typed<C>?, for command: C.Type) {
    change { $0.typed[ObjectIdentifier(command)] = callback.map(Table.Box.init) }
  }

  /// Sets the callback for what is executed by name, or with nil goes back to the generated one.
  ///
  /// - Parameter name: the name as Redis documents it, `CLIENT LIST` for a subcommand, in any case.
  public mutating func set(_ callback: Named?, named name: String) {
    change { $0.named[name.uppercased()] = callback }
  }

  private mutating func change(_ change: (inout Table.Contents) -> Void) {
    var contents = table?.contents ?? Table.Contents()
    change(&contents)
    table = contents.typed.isEmpty && contents.named.isEmpty ? nil : Table(contents)
  }
}

extension ResponseCallbacks {
  /// Shared by all copies of a value, hence never changed.
  @usableFromInline
  final class Table: Sendable {
    /// Keeps a callback for one type among those for others.
    final class Box<C: RedisCommand>: Sendable {
      let callback: Typed<C>
      init(_ callback: @escaping Typed<C>) { self.callback = callback }
    }

    struct Contents: Sendable {
      var typed: [ObjectIdentifier: any Sendable] = [:]
      var named: [String: Named] = [:]
    }

    let contents: Contents

    init(_ contents: Contents) { self.contents = contents }

    @usableFromInline
    func callback<C: RedisCommand>(for command: C.Type) -> Typed<C>? {
      (contents.typed[ObjectIdentifier(command)] as? Box<C>)?.callback
    }

    func callback(named name: String) -> Named? {
      contents.named.isEmpty ? nil : contents.named[name.uppercased()]
    }
  }
}
