extension RedisCommandRunner {
  /// A client on the same connections that makes the responses of one command form in another way.
  ///
  ///     let cached = redis.withResponseCallback(for: Commands.INFO.self) { command, reply in
  ///       try Commands.INFO.decode(reply)   // what the generated callback would have given
  ///     }
  ///
  /// The callback replaces the generated one wherever this client value runs the command form, runs once per reply,
  /// on the task that called, and never sees an error reply, or that a transaction queued the command. What it throws
  /// reaches the caller as a ``RedisError``, with code ``RedisError/Code/callbackFailed`` if it is an error of another
  /// type. With `as:`, what it gives is read as the type asked for. A later callback for the same form takes its place.
  public func withResponseCallback<C: RedisCommand>(
    for command: C.Type, _ callback: @escaping ResponseCallbacks.Typed<C>
  ) -> Self {
    var copy = self
    copy.responseCallbacks.set(callback, for: command)
    return copy
  }

  /// A client on the same connections that makes the responses of commands executed by name in another way.
  ///
  /// The callback sees the words that were sent and the reply, never an error reply, or that a transaction queued the command.
  /// Its result is what `execute(named:)` gives; the ``execute(_:)-(RedisValueConvertible)`` that gives a ``RESPValue`` needs
  /// one, or a value that can stand for one (``RESPRepresentable``). Typed methods have callbacks by type.
  ///
  /// - Parameter name: the name as Redis documents it, `CLIENT LIST` for a subcommand, in any case.
  public func withResponseCallback(
    named name: String, _ callback: @escaping ResponseCallbacks.Named
  ) -> Self {
    var copy = self
    copy.responseCallbacks.set(callback, named: name)
    return copy
  }

  /// A client on the same connections with the generated response callback for this command form.
  public func withDefaultResponse<C: RedisCommand>(for command: C.Type) -> Self {
    var copy = self
    copy.responseCallbacks.set(nil, for: command)
    return copy
  }
}

extension RedisCommand {
  /// The generated response callback, for use inside one that replaces it: what the typed method gives for this reply.
  public static func decode(_ reply: RESPValue) throws(RedisError) -> Response {
    try reply.read { reader throws(RedisError) in try decode(&reader) }
  }
}

/// Runs code of the user, whose errors may be of any type.
func callBack<Result>(_ body: () throws -> Result) throws(RedisError) -> Result {
  do {
    return try body()
  } catch let error as RedisError {
    throw error
  } catch {
    throw RedisError(.callbackFailed, "the response callback threw an error", underlying: error)
  }
}
