import RedisTransport

/// A command by its words, for what has no typed method.
struct RawCommand: RedisCommand {
  static let descriptor = CommandDescriptor(name: "command", group: "generic", arity: -1)

  var words: [RedisValue]

  func encode(into encoder: inout CommandEncoder) {
    for word in words { encoder.append(word) }
  }

  static func decode(_ reader: inout RESPReader) throws(RedisError) -> RESPValue {
    try reader.readValue()
  }
}

extension RedisCommandRunner {
  /// Runs any command and gives the reply as it came.
  ///
  ///     let score = try await redis.execute("ZSCORE", "board", "ada")
  ///
  /// Commands that change the connection run only on a leased one.
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
    guard !words.isEmpty else {
      throw RedisError(.invalidArgument, "a command needs at least its name")
    }
    let descriptor = CommandCatalog.descriptor(for: words)
    do {
      return try await executeKnown(RawCommand(words: words), as: descriptor)
    } catch {
      throw error.of(
        descriptor?.name.description ?? words[0].description, hasSecrets: descriptor?.hasSecrets ?? false)
    }
  }

  /// Runs a command value; the same as its generated method.
  public func execute<C: RedisCommand>(_ command: C) async throws(RedisError) -> C.Response {
    try await run(command)
  }
}
