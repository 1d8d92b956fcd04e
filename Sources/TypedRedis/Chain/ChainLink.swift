/// One command of a chain, and how its reply becomes a value.
protocol ChainLink<Response>: Sendable {
  associatedtype Response: Sendable

  var descriptor: CommandDescriptor { get }
  /// Of this call. See ``RedisCommand/callDescriptor``.
  var callDescriptor: CommandDescriptor { get }
  var traits: CallTraits { get }
  /// The script that it calls by its digest, if it does.
  var script: ScriptText? { get }
  /// How long the server may hold the reply back.
  var blocking: BlockingTime { get }

  func encode(into encoder: inout CommandEncoder)
  /// Reads a reply, which may be an error.
  func read(_ reader: inout RESPReader) throws(RedisError) -> Response
  /// Reads a reply as it came, for a callback.
  func readReply(_ reader: inout RESPReader) throws(RedisError) -> RESPValue
  /// What makes the response instead, if anything replaces that.
  func callback(in callbacks: ResponseCallbacks) -> (@Sendable (RESPValue) throws(RedisError) -> Response)?
}

extension ChainLink {
  var callDescriptor: CommandDescriptor { descriptor }
  var script: ScriptText? { nil }

  func readBoxed(_ reader: inout RESPReader) throws(RedisError) -> any Sendable { ChainBox(try read(&reader)) }

  /// The same as ``callback(in:)``.
  func boxingCallback(in callbacks: ResponseCallbacks) -> (@Sendable (RESPValue) throws(RedisError) -> any Sendable)? {
    guard let callback = callback(in: callbacks) else { return nil }
    return { (reply: RESPValue) throws(RedisError) in ChainBox(try callback(reply)) }
  }
}

/// Keeps a response of any type, so that it can be told from other types without being looked into.
final class ChainBox<Response: Sendable>: Sendable {
  let response: Response
  init(_ response: Response) { self.response = response }
}

/// A command with a way to read its reply: the command's own, or another one.
struct ChainedCommand<C: RedisCommand, Response: Sendable>: ChainLink {
  let command: C
  let reading: @Sendable (inout RESPReader) throws(RedisError) -> Response
  /// Makes what a callback gave the response.
  private let adopt: @Sendable (C.Response) throws(RedisError) -> Response

  init(command: C, read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Response) {
    self.command = command
    reading = read
    adopt = { (response: C.Response) throws(RedisError) in try C.reread(response, as: read) }
  }

  var descriptor: CommandDescriptor { C.descriptor }
  var callDescriptor: CommandDescriptor { command.callDescriptor }
  var traits: CallTraits { C.traits }
  var blocking: BlockingTime { command.blocking }

  func encode(into encoder: inout CommandEncoder) { command.encode(into: &encoder) }

  func read(_ reader: inout RESPReader) throws(RedisError) -> Response { try reading(&reader) }

  func readReply(_ reader: inout RESPReader) throws(RedisError) -> RESPValue { try C.readReply(&reader) }

  func callback(in callbacks: ResponseCallbacks) -> (@Sendable (RESPValue) throws(RedisError) -> Response)? {
    guard let callback = callbacks.table?.callback(for: C.self) else { return nil }
    return { [command, adopt] (reply: RESPValue) throws(RedisError) in
      try adopt(try callBack { try callback(command, reply) })
    }
  }
}

extension ChainedCommand where Response == C.Response {
  /// With the command's own way.
  init(command: C) {
    self.command = command
    reading = C.decode
    adopt = { (response: C.Response) throws(RedisError) in response }
  }
}
