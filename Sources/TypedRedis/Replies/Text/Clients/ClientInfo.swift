/// One connection to a server, as the server sees it.
///
/// A property is nil if this version of the server does not say it. Sizes are in bytes.
public struct ClientInfo: Sendable, Hashable {
  public let id: Int
  /// Everything that the server said.
  public let fields: TextFields

  // MARK: Who

  /// Host and port, or the path of a socket: what filters of connections take.
  public var address: String { fields["addr"] ?? "" }
  /// The server's end of the connection.
  public var localAddress: String { fields["laddr"] ?? "" }
  public var fileDescriptor: Int? { fields.int("fd") }
  /// Nil unless the connection was given one.
  public var name: String? { fields.text("name") }
  public var user: String? { fields.text("user") }
  public var libraryName: String? { fields.text("lib-name") }
  public var libraryVersion: String? { fields.text("lib-ver") }
  /// What the client said that it can do, a letter each: `r` for following redirections. Valkey only.
  public var capabilities: String? { fields["capa"] }
  /// 2 or 3.
  public var protocolVersion: Int? { fields.int("resp") }

  // MARK: What it is doing

  public var age: Duration? { fields.duration("age", .seconds) }
  /// Since its last command.
  public var idle: Duration? { fields.duration("idle", .seconds) }
  public var flags: ClientFlags { ClientFlags(letters: fields["flags"] ?? "") }
  /// The last command, such as `get` or `client|list`; nil before the first.
  public var command: String? { fields.text("cmd").flatMap { $0 == "NULL" ? nil : $0 } }
  public var database: Int? { fields.int("db") }
  public var channels: Int? { fields.int("sub") }
  public var patterns: Int? { fields.int("psub") }
  public var shardChannels: Int? { fields.int("ssub") }
  /// The commands of a transaction that is being queued, nil outside of one.
  public var queuedCommands: Int? { fields.int("multi").flatMap { $0 < 0 ? nil : $0 } }
  public var watchedKeys: Int? { fields.int("watch") }
  /// The ID of the connection that gets its invalidations, 0 for this one, nil if it tracks nothing.
  public var redirection: Int? { fields.int("redir").flatMap { $0 < 0 ? nil : $0 } }
  /// What the server waits for: `r` if it can be read, `w` if it can be written.
  public var events: String? { fields["events"] }
  /// The thread that serves it, 0 for the main one.
  public var ioThread: Int? { fields.int("io-thread") }

  // MARK: Memory

  public var totalMemory: Int? { fields.int("tot-mem") }
  /// Input that is not a whole command yet.
  public var queryBuffer: Int? { fields.int("qbuf") }
  public var queryBufferFree: Int? { fields.int("qbuf-free") }
  /// The arguments of the next command, as far as they have come.
  public var argumentMemory: Int? { fields.int("argv-mem") }
  /// The queued commands of a transaction.
  public var transactionMemory: Int? { fields.int("multi-mem") }
  public var replyBufferSize: Int? { fields.int("rbs") }
  public var replyBufferPeak: Int? { fields.int("rbp") }
  /// How much of the reply buffer is in use.
  public var outputBuffer: Int? { fields.int("obl") }
  /// Replies that do not fit into the reply buffer.
  public var outputListLength: Int? { fields.int("oll") }
  public var outputListMemory: Int? { fields.int("omem") }

  // MARK: In all

  public var inputBytes: Int? { fields.int("tot-net-in") }
  public var outputBytes: Int? { fields.int("tot-net-out") }
  public var commands: Int? { fields.int("tot-cmds") }
}

extension ClientInfo: RESPTextLine {
  public init(line: Substring) throws(RedisError) {
    fields = TextFields(assignments: line.utf8, separator: UInt8(ascii: " "))
    guard let id = fields.int("id") else { throw .missingField("id") }
    self.id = id
  }
}

extension ClientInfo: CustomStringConvertible {
  /// The line as the server writes it.
  public var description: String { fields.joined("=", separator: " ") }
}
