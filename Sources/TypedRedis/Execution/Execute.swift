extension RedisCommandRunner {
  /// Runs any command and gives the reply as it came.
  ///
  ///     let score = try await redis.execute("ZSCORE", "board", "ada")
  ///
  /// Commands that change the connection run only on a leased one. A response callback by name
  /// (``withResponseCallback(named:_:)``) applies.
  ///
  /// - Throws: ``RedisError``, also for an error reply.
  @discardableResult
  public func execute<each Word: RedisValueConvertible>(
    _ words: repeat each Word
  ) async throws(RedisError) -> RESPValue {
    var list: [RedisValue] = []
    for word in repeat each words { list.append(word.redisValue) }
    return try await execute(list)
  }

  /// Runs any command, given as a list of words.
  @discardableResult
  public func execute(_ words: [RedisValue]) async throws(RedisError) -> RESPValue {
    let call = try NamedCall(words)
    let reply = try await reply(to: call)
    guard let callback = call.callback(in: context.callbacks), !call.isQueued(reply) else { return reply }
    let response = try call.naming { () throws(RedisError) in
      try callBack { try callback(words, reply) }
    }
    guard let value = (response as? any RESPRepresentable)?.respValue else {
      throw call.naming(
        RedisError(
          .unsupported,
          "the response callback gives \(Swift.type(of: response)), which is no reply: use execute(named:)"))
    }
    return value
  }

  /// Runs a command by its name and gives what its typed method would give.
  ///
  ///     let best = try await redis.execute(named: "ZRANGE", "board", 0, -1, "WITHSCORES")
  ///     if let best = best as? [ScoredMember<RedisBytes>] { … }
  ///
  /// The arguments select the form, as ``CommandCatalog`` tells it. A response callback by name
  /// (``withResponseCallback(named:_:)``) replaces this; those by type are for typed commands, and not asked.
  ///
  /// - Throws: ``RedisError``, with code `unsupported` for a command that the specification does not have.
  @discardableResult
  public func execute<each Argument: RedisValueConvertible>(
    named name: String, _ arguments: repeat each Argument
  ) async throws(RedisError) -> any Sendable {
    var list: [RedisValue] = []
    for argument in repeat each arguments { list.append(argument.redisValue) }
    return try await execute(named: name, arguments: list)
  }

  /// Runs a command by its name, with a list of arguments, and gives what its typed method would give.
  @discardableResult
  public func execute(
    named name: String, arguments: [RedisValue]
  ) async throws(RedisError) -> any Sendable {
    let words = name.split(separator: " ").map { RedisValue.string(String($0)) } + arguments
    let call = try NamedCall(words)
    let callback = call.callback(in: context.callbacks)
    guard callback != nil || call.form != nil else {
      throw call.naming(
        RedisError(.unsupported, "the specification has no such command: use execute(_:)"))
    }
    let reply = try await reply(to: call)
    if let callback, !call.isQueued(reply) {
      return try call.naming { () throws(RedisError) in
        try callBack { try callback(words, reply) }
      }
    }
    return try call.form?.decode(reply) ?? reply
  }

  /// Runs a command value; the same as its generated method.
  public func execute<C: RedisCommand>(_ command: C) async throws(RedisError) -> C.Response {
    try await run(command)
  }

  /// Runs a command and makes its response in the caller's own way, for this call only: no other response callback is
  /// asked.
  ///
  ///     let length = try await redis.execute(Commands.GET(key: "page")) { reply in reply.bytes?.count ?? 0 }
  ///
  /// - Parameter callback: gets the reply, which is not an error. It runs on the task that called. An error of another type than
  ///   ``RedisError`` that it throws becomes one with code ``RedisError/Code/callbackFailed``.
  public func execute<C: RedisCommand, Response: Sendable>(
    _ command: C, _ callback: (_ reply: RESPValue) throws -> Response
  ) async throws(RedisError) -> Response {
    let reply = try await runOrRemember(command, in: context, reading: C.readReply)
    do {
      return try callBack { try callback(reply) }
    } catch {
      throw error.of(C.descriptor)
    }
  }
}

/// A command that is given by its words.
private struct NamedCall {
  let words: [RedisValue]
  /// Nil if the specification does not have it.
  let form: CommandForm?

  init(_ words: [RedisValue]) throws(RedisError) {
    guard !words.isEmpty else {
      throw RedisError(.invalidArgument, "a command needs at least its name")
    }
    self.words = words
    form = CommandCatalog.lookup(words)
  }

  /// By the name that the specification has; for what it does not have, by two words or one.
  func callback(in callbacks: ResponseCallbacks) -> ResponseCallbacks.Named? {
    guard let table = callbacks.table else { return nil }
    if let form { return table.callback(named: form.descriptor.name.description) }
    let pair = words.count > 1 ? table.callback(named: "\(words[0]) \(words[1])") : nil
    return pair ?? table.callback(named: words[0].description)
  }

  /// Whether a transaction made it wait: there is nothing for a callback yet.
  func isQueued(_ reply: RESPValue) -> Bool {
    form.map { QueuedReply.stands(for: reply, to: $0.command) } ?? false
  }

  func naming(_ error: RedisError) -> RedisError {
    // A whole line that was given as one word may have a secret in it.
    error.of(
      form?.descriptor.name.description ?? String(words[0].description.prefix { !$0.isWhitespace }),
      hasSecrets: form?.descriptor.hasSecrets ?? false)
  }

  func naming<Result>(
    _ body: () throws(RedisError) -> Result
  ) throws(RedisError) -> Result {
    do {
      return try body()
    } catch {
      throw naming(error)
    }
  }
}

extension RedisCommandRunner {
  private func reply(to call: NamedCall) async throws(RedisError) -> RESPValue {
    do {
      return try await executeOrRemember(RawCommand(words: call.words, named: call.form?.descriptor))
    } catch {
      throw call.naming(error)
    }
  }
}
