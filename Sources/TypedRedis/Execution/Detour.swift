/// What may stand between a call and the connection. Nil in a context as long as there is nothing of it, which is all that
/// an ordinary call has to look at.
@usableFromInline
final class Detour: Sendable {
  let callbacks: ResponseCallbacks
  let cache: RedisCache?

  init?(callbacks: ResponseCallbacks, cache: RedisCache?) {
    guard !callbacks.isEmpty || cache != nil else { return nil }
    self.callbacks = callbacks
    self.cache = cache
  }
}

extension CommandContext {
  /// What the value that calls replaces of how responses are made.
  var callbacks: ResponseCallbacks { detour?.callbacks ?? ResponseCallbacks() }

  /// What the value that calls keeps replies in.
  var cache: RedisCache? { detour?.cache }
}

extension RedisCommandRunner {
  /// Runs a command of which a callback or a cache may want to know.
  @usableFromInline
  func run<C: RedisCommand>(
    _ command: C, in context: CommandContext, by detour: Detour
  ) async throws(RedisError) -> C.Response {
    if let callback = detour.callbacks.table?.callback(for: C.self) {
      return try await run(command, in: context, callback: callback)
    }
    return try await runOrRemember(command, in: context, reading: C.decode)
  }

  /// The same, with the response read as another type.
  @usableFromInline
  func run<C: RedisCommand, Result: Sendable>(
    _ command: C, in context: CommandContext, by detour: Detour,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    if let callback = detour.callbacks.table?.callback(for: C.self) {
      let response = try await run(command, in: context, callback: callback)
      return try reread(response, of: C.self, as: read)
    }
    return try await runOrRemember(command, in: context, reading: read)
  }
}
