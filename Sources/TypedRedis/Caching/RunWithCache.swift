import RedisTransport

extension RedisCommandRunner {
  /// Runs a command, by way of the cache if there is one. Knows no callbacks.
  func runOrRemember<C: RedisCommand, Result: Sendable>(
    _ command: C, in context: CommandContext,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    guard let cache = context.cache else { return try await run(command, in: context, reading: read) }
    if C.traits.isCacheable, context.router.isShared {
      if let reply = try cache.replyUnlessCancelled(to: command) {
        return try C.read(kept: reply, within: cache.limits, read)
      }
      if let request = CacheRequest(command, C.descriptor, for: cache.store) {
        return try await cache.fetch(command, request, in: context, reading: read)
      }
    }
    let changes = KeyChanges(by: C.descriptor, command.encode)
    cache.store.forget(changes)
    // What was fetched meanwhile may be what was there before.
    defer { cache.store.forget(changes) }
    return try await run(command, in: context, reading: read)
  }

  /// The same for a command that is given by its words.
  func executeOrRemember(
    _ command: RawCommand, as descriptor: CommandDescriptor?
  ) async throws(RedisError) -> RESPValue {
    let context = context
    guard let cache = context.cache else { return try await executeKnown(command, as: descriptor) }
    if let descriptor, descriptor.isCacheable, context.router.isShared {
      if let reply = try cache.replyUnlessCancelled(to: command) {
        return try RawCommand.read(kept: reply, within: cache.limits, RawCommand.decode)
      }
      if let request = CacheRequest(command, descriptor, for: cache.store) {
        return try await cache.fetch(command, request, in: context, reading: RawCommand.decode)
      }
    }
    let changes = KeyChanges(by: descriptor, command.encode)
    cache.store.forget(changes)
    defer { cache.store.forget(changes) }
    return try await executeKnown(command, as: descriptor)
  }
}

extension RedisCache {
  fileprivate func replyUnlessCancelled<C: RedisCommand>(to command: C) throws(RedisError) -> [UInt8]? {
    if let task = WaitingTask.current, task.isCancelled {
      throw RedisError(.cancelled, "the task was cancelled").of(C.descriptor)
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

extension CommandContext {
  /// Runs several commands that are sent together, and has the cache, if there is one, forget the keys that they change.
  func forgettingChanges<Result>(
    of links: [any ChainLink], _ body: () async throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    guard let cache else { return try await body() }
    let changes = links.reduce(KeyChanges.none) { $0 + KeyChanges(by: $1.descriptor, $1.encode) }
    cache.store.forget(changes)
    defer { cache.store.forget(changes) }
    return try await body()
  }
}
