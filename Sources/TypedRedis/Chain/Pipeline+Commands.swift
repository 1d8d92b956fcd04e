import RedisTransport

extension RedisCommandRunner {
  /// Runs any number of commands of one kind as a pipeline, and gives what became of each, in their order.
  ///
  ///     let values = try await redis.pipeline(keys.map { Commands.GET(key: $0) })
  ///     for (key, value) in zip(keys, values) { print(key, try value.get() ?? "none") }
  ///
  /// They are written together. One that fails does not keep the others from being carried out.
  ///
  /// - Throws: ``RedisError`` if none of the commands was sent: they are of a kind that cannot be part of a pipeline, or the
  ///   task was cancelled.
  @inlinable public func pipeline<C: RedisCommand>(
    _ commands: [C]
  ) async throws(RedisError) -> [Result<C.Response, RedisError>] {
    guard !commands.isEmpty else { return [] }
    let context = context
    guard C.traits.delivery == .reply, !C.traits.isAlone else { throw .notOneReply(to: C.descriptor) }
    if C.traits.scope != .shared { try context.router.allowConnectionChange(C.descriptor) }
    if C.traits.isBlocking || context.detour != nil {
      return try await pipelineOfLinks(commands)
    }
    return try await pipeline(commands, on: context.router, timeout: context.deadlines.command)
  }

  /// The general way.
  @usableFromInline func pipelineOfLinks<C: RedisCommand>(
    _ commands: [C]
  ) async throws(RedisError) -> [Result<C.Response, RedisError>] {
    let links = commands.map { ChainedCommand(command: $0) }
    let outcome = try await CommandChain<ChainStart>(context: context, isTransaction: false, links: links).run()
    return commands.indices.map { outcome.result($0) }
  }

  /// The short way, compiled for the commands' type.
  @inlinable func pipeline<C: RedisCommand>(
    _ commands: [C], on router: CommandRouter, timeout: UInt64
  ) async throws(RedisError) -> [Result<C.Response, RedisError>] {
    let task = WaitingTask.current
    if let task, task.isCancelled { throw RedisError.taskCancelled.of(C.descriptor) }
    let parts = stride(from: 0, to: commands.count, by: BatchSize.most).map { start in
      BatchPart(commands.dropFirst(start).prefix(BatchSize.most))
    }
    await withUnsafeContinuation { continuation in
      let countdown = Countdown(parts.count) { continuation.resume() }
      router.submit(parts.map { $0.call(timeout: timeout, task: task, isFollowed: parts.count > 1, countdown) })
    }
    guard parts.count > 1 else { return parts.first?.results ?? [] }
    var results: [Result<C.Response, RedisError>] = []
    results.reserveCapacity(commands.count)
    for part in parts { results.append(contentsOf: part.results) }
    return results
  }
}

/// Commands of one type that are written together, and what came of them so far. Touched on the loop's thread until all have
/// their outcomes.
@usableFromInline final class BatchPart<C: RedisCommand>: @unchecked Sendable {
  @usableFromInline let commands: ArraySlice<C>
  @exclusivity(unchecked) @usableFromInline var results: [Result<C.Response, RedisError>] = []

  @inlinable init(_ commands: ArraySlice<C>) {
    self.commands = commands
    results.reserveCapacity(commands.count)
  }

  @inlinable func call(
    timeout: UInt64, task: WaitingTask?, isFollowed: Bool, _ countdown: Countdown
  ) -> PendingCall {
    PendingCall(
      delivery: .replies, isRetrySafe: C.traits.isRetrySafe, runsScripts: C.traits.runsScripts, timeout: timeout,
      task: task, commands: UInt32(clamping: commands.count), isFollowed: isFollowed
    ) { [self] step in
      switch step {
      case .name(let name): name.pointee = C.descriptor.name
      case .describe(let position, let description):
        if let command = commands.dropFirst(position).first { description.set(command.callDescriptor) }
      case .encode(let encoder):
        for command in commands.dropFirst(results.count) {
          encoder.pointee.command { command.encode(into: &$0) }
        }
      case .reply(let reader):
        let result: Result<C.Response, RedisError>
        do throws(RedisError) {
          result = .success(try C.decode(&reader.pointee))
        } catch {
          result = .failure(error.of(C.descriptor))
        }
        // What decodes may have closed the client, which has ended this.
        guard results.count < commands.count else { return }
        results.append(result)
        if results.count == commands.count { countdown.countDown() }
      case .failOne(let error):
        guard results.count < commands.count else { return }
        results.append(.failure(error.of(C.descriptor)))
        if results.count == commands.count { countdown.countDown() }
      case .fail(let error):
        let error = error.of(C.descriptor)
        while results.count < commands.count { results.append(.failure(error)) }
        countdown.countDown()
      }
    }
  }
}
