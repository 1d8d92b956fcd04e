/// One command of a chain, and how its reply becomes a value.
protocol ChainLink<Response>: Sendable {
  associatedtype Response: Sendable

  var descriptor: CommandDescriptor { get }
  var traits: CallTraits { get }
  /// How long the server may hold the reply back.
  var blocking: BlockingTime { get }

  func encode(into encoder: inout CommandEncoder)
  /// Reads a reply, which may be an error.
  func read(_ reader: inout RESPReader) throws(RedisError) -> Response
  /// What makes the response instead, if anything replaces that.
  func callback(in callbacks: ResponseCallbacks) -> (@Sendable (RESPValue) throws(RedisError) -> Response)?
}

extension ChainLink {
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

  init(command: C, read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Response) {
    self.command = command
    reading = read
  }

  var descriptor: CommandDescriptor { C.descriptor }
  var traits: CallTraits { C.traits }
  var blocking: BlockingTime { command.blocking }

  func encode(into encoder: inout CommandEncoder) { command.encode(into: &encoder) }

  func read(_ reader: inout RESPReader) throws(RedisError) -> Response { try reading(&reader) }

  func callback(in callbacks: ResponseCallbacks) -> (@Sendable (RESPValue) throws(RedisError) -> Response)? {
    guard let callback = callbacks.table?.callback(for: C.self) else { return nil }
    let command = command
    let reading = reading
    return { (reply: RESPValue) throws(RedisError) in
      let response = try callBack { try callback(command, reply) }
      if let response = response as? Response, Response.self == C.Response.self { return response }
      return try C.reread(response, as: reading)
    }
  }
}
