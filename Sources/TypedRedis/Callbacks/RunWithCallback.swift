extension RedisCommandRunner {
  /// Runs a command whose response a callback makes. That is done by the task that called, so that the loop never waits for it.
  @usableFromInline func run<C: RedisCommand>(
    _ command: C, in context: CommandContext, callback: ResponseCallbacks.Typed<C>
  ) async throws(RedisError) -> C.Response {
    let reply = try await run(command, in: context, reading: C.readReply)
    do {
      return try callBack { try callback(command, reply) }
    } catch {
      throw error.of(C.descriptor)
    }
  }

  @usableFromInline func reread<C: RedisCommand, Result>(
    _ response: C.Response, of command: C.Type,
    as read: (inout RESPReader) throws(RedisError) -> Result
  ) throws(RedisError) -> Result {
    do {
      return try C.reread(response, as: read)
    } catch {
      throw error.of(C.descriptor)
    }
  }
}

extension RedisCommand {
  /// Reads what a callback gave as if the server had sent it.
  static func reread<Result>(
    _ response: Response, as read: (inout RESPReader) throws(RedisError) -> Result
  ) throws(RedisError) -> Result {
    guard let reply = (response as? any RESPRepresentable)?.respValue else {
      throw RedisError(
        .unsupported, "the response callback gives \(Response.self), which cannot be read as another type")
    }
    return try reply.read(read)
  }
}
