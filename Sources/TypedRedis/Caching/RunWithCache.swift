import RedisTransport

extension RedisCommandRunner {
  /// Runs a command, by way of the cache if there is one. Knows no callbacks.
  func runOrRemember<C: RedisCommand, Result: Sendable>(
    _ command: C, in context: CommandContext,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    try await context.remembering(command, as: C.descriptor, reading: read) { () async throws(RedisError) in
      try await run(command, in: context, reading: read)
    }
  }

  /// The same for a command that is given by its words.
  func executeOrRemember(_ command: RawCommand) async throws(RedisError) -> RESPValue {
    try await context.remembering(command, as: command.named, reading: RawCommand.decode) { () async throws(RedisError) in
      try await executeKnown(command)
    }
  }
}

extension CommandContext {
  /// Answers a command out of the cache, or has that ask for it, or forget what it changes; `body` sends it otherwise.
  fileprivate func remembering<C: RedisCommand, Result: Sendable>(
    _ command: C, as descriptor: CommandDescriptor?, reading read: (inout RESPReader) throws(RedisError) -> Result,
    _ body: () async throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    guard let cache else { return try await body() }
    if let descriptor, descriptor.isCacheable, router.answersFromMemory {
      if let reply = try cache.replyUnlessCancelled(to: command) {
        return try C.read(kept: reply, within: cache.limits, read)
      }
      if let request = CacheRequest(command, descriptor, for: cache.store) {
        return try await cache.fetch(command, request, in: self, reading: read)
      }
    }
    return try await forgetting(KeyChanges(by: descriptor, command.encode), body)
  }

  /// Runs a command in some other way, and has the cache, if there is one, forget the keys that it changes.
  func forgettingChanges<Result>(
    by command: some RedisCommand, _ body: () async throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    try await forgetting(KeyChanges(by: command.callDescriptor, command.encode), body)
  }

  /// Has the cache, if there is one, forget what commands change: before they are sent, and again
  /// afterwards, since what was fetched meanwhile may be what was there before.
  private func forgetting<Result>(
    _ changes: @autoclosure () -> KeyChanges, _ body: () async throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    guard let cache else { return try await body() }
    let changes = changes()
    cache.store.forget(changes)
    defer { cache.store.forget(changes) }
    return try await body()
  }

  /// Runs several commands that are sent together, and has the cache, if there is one, forget the keys that they change.
  func forgettingChanges<Result>(
    of links: [any ChainLink], _ body: () async throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    try await forgetting(links.reduce(KeyChanges.none) { $0 + KeyChanges(by: $1.descriptor, $1.encode) }, body)
  }
}

extension RedisCache {
  fileprivate func replyUnlessCancelled<C: RedisCommand>(to command: C) throws(RedisError) -> [UInt8]? {
    if let task = WaitingTask.current, task.isCancelled {
      throw RedisError.taskCancelled.of(C.descriptor)
    }
    return reply(to: command.encode)
  }

  fileprivate func fetch<C: RedisCommand, Result: Sendable>(
    _ command: C, _ request: CacheRequest, in context: CommandContext,
    reading read: (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let reply: [UInt8]
    do {
      reply = try await fetch(command, as: request, timeout: context.deadlines.command)
    } catch {
      throw error.of(C.descriptor)
    }
    return try C.read(kept: reply, within: limits, read)
  }
}
