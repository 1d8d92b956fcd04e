/// Everything that can go wrong, in one type.
///
/// An error is one pointer wide, so that throwing functions stay as cheap as others. It is immutable: ``at(_:)``,
/// ``with(command:)`` and ``markingMayHaveBeenApplied()`` return a changed copy.
public struct RedisError: Error, Sendable {
  /// What kind of thing went wrong.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The server answered with an error; see ``RedisError/server``.
    case server
    /// The reply is valid, but not of the type that was asked for.
    case unexpectedReply
    /// The server sent bytes that are not RESP. The connection cannot be used any more.
    case protocolViolation
    /// The connection broke or was closed before the reply came.
    case connectionClosed
    /// No connection came about: the name, the address, the port or TLS.
    case connectFailed
    /// The server was reached, and refused the protocol, the password, the name or the database.
    case handshakeFailed
    /// A deadline passed.
    case timedOut
    /// The task was cancelled.
    case cancelled
    /// The client was closed by its owner.
    case clientClosed
    /// A call that makes no sense with these arguments; nothing was sent.
    case invalidArgument
    /// Options that contradict themselves, or an address that is none.
    case invalidConfiguration
    /// A limit that the client was given was reached, such as ``RESPLimits/maximumBulkLength``.
    case limitExceeded
    /// Neither this client nor this server can do that.
    case unsupported
    /// The server refused a command of a transaction when it was queued, so that none of them was carried out; see
    /// ``RedisError/server``.
    case transactionRejected
    /// A watched key was changed by somebody else, so that no command of the transaction was carried out.
    case transactionConflicted
    /// A response callback threw an error of its own; see ``RedisError/underlying``.
    case callbackFailed
    /// A lock, or a permit of a semaphore, was lost before its user was done with it.
    case lockLost
    /// Keys of one command are in different slots of a cluster; nothing was sent.
    case crossSlot
  }

  private struct Contents: Sendable, Hashable {
    var code: Code
    var message: String
    var command: String?
    var path: [PathElement] = []
    var mayHaveBeenApplied = false
    var isUnsent = false
    var server: ServerError?
    var underlying: Underlying?
  }

  /// Errors of users are not comparable: equal is what reads the same.
  private struct Underlying: Sendable, Hashable {
    var error: any Error

    static func == (left: Underlying, right: Underlying) -> Bool {
      String(reflecting: left.error) == String(reflecting: right.error)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(String(reflecting: error)) }
  }

  private final class Storage: Sendable {
    let contents: Contents
    init(_ contents: Contents) { self.contents = contents }
  }

  private let storage: Storage

  private init(_ contents: Contents) { storage = Storage(contents) }

  public init(_ code: Code, _ message: String) {
    self.init(Contents(code: code, message: message))
  }

  /// The error that stands for a server's error reply.
  public init(server error: ServerError) {
    self.init(Contents(code: .server, message: error.description, server: error))
  }

  /// The error that stands for one that code of yours threw: a type's reading of its value, or a response callback.
  ///
  /// The message names the error's type only, because what it says may quote data.
  public init(_ code: Code, _ message: String, underlying error: any Error) {
    self.init(
      Contents(code: code, message: "\(message): \(type(of: error))", underlying: Underlying(error: error)))
  }

  public var code: Code { storage.contents.code }

  public var message: String { storage.contents.message }

  /// The name of the command that failed, never its arguments.
  public var command: String? { storage.contents.command }

  /// Where in the reply the problem is, outermost first.
  public var path: [PathElement] { storage.contents.path }

  /// Whether the server may have carried the command out although no reply arrived.
  public var mayHaveBeenApplied: Bool { storage.contents.mayHaveBeenApplied }

  /// Whether there was no room to send the command, so that the same may succeed after a while.
  package var isUnsent: Bool { storage.contents.isUnsent }

  /// What the server said, if an error reply of its own is the cause: always when ``code`` is ``Code/server``, and when it
  /// refused a connection's set-up.
  public var server: ServerError? { storage.contents.server }

  /// What code of yours threw, when that is the cause.
  public var underlying: (any Error)? { storage.contents.underlying?.error }

  /// The same error, found inside `element`: used by whoever reads an aggregate and passes on what a part of it threw.
  public func at(_ element: PathElement) -> RedisError {
    changed { $0.path.insert(element, at: 0) }
  }

  /// The same error, where it cannot be told which part of the reply is the wrong one.
  @usableFromInline func withoutPath() -> RedisError {
    changed { $0.path = [] }
  }

  public func with(command: String) -> RedisError {
    changed { $0.command = command }
  }

  package func with(server error: ServerError) -> RedisError {
    changed { $0.server = error }
  }

  public func markingMayHaveBeenApplied() -> RedisError {
    changed { $0.mayHaveBeenApplied = true }
  }

  package func markingUnsent() -> RedisError {
    changed { $0.isUnsent = true }
  }

  private func changed(_ change: (inout Contents) -> Void) -> RedisError {
    var contents = storage.contents
    change(&contents)
    return RedisError(contents)
  }
}

extension RedisError: Hashable {
  public static func == (left: RedisError, right: RedisError) -> Bool {
    left.storage === right.storage || left.storage.contents == right.storage.contents
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(storage.contents) }
}

extension RedisError: CustomStringConvertible {
  /// `ZRANGE: element 3, field "score": expected double, got array`
  public var description: String {
    var text = ""
    if let command { text += command + ": " }
    if !path.isEmpty { text += path.map(\.description).joined(separator: ", ") + ": " }
    text += message
    if mayHaveBeenApplied { text += " (the command may have been applied)" }
    return text
  }
}
