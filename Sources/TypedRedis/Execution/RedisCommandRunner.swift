import RedisTransport

/// Anything that runs commands. The generated methods are extensions of this protocol.
public protocol RedisCommandRunner: Sendable {
  /// Where and how commands run, these settings included.
  var context: CommandContext { get }
  /// What this value does otherwise than the client it was made from. See ``withResponseCallback(for:_:)`` and
  /// ``withTimeout(_:)``.
  var settings: CallSettings { get set }
}

/// A runner with a connection of its own, on which commands that change the connection make
/// sense. Their generated methods are extensions of this protocol.
public protocol RedisConnectionCommandRunner: RedisCommandRunner {}

extension RedisCommandRunner {
  /// Runs a command and gives its reply as the value the specification describes, or as the client's response callback for the
  /// command says.
  ///
  /// - Throws: ``RedisError``; see its codes. An error whose `mayHaveBeenApplied` is true came
  ///   when the server may already have executed the command.
  @inlinable public func run<C: RedisCommand>(_ command: consuming C) async throws(RedisError) -> C.Response {
    let context = context
    if let detour = context.detour {
      if C.traits.isCacheable, let reply = detour.reply(for: context.router, to: command.encode) {
        return try C.read(kept: reply, within: detour.limits, C.decode)
      }
      return try await run(command, in: context, by: detour)
    }
    return try await run(command, in: context, reading: C.decode)
  }

  /// Runs a command and reads what it responds with as other types; this is how `as:` works.
  ///
  /// If the client has a response callback for the command, what that gives is read.
  ///
  /// - Parameter read: reads one reply, which is not an error. It runs on the client's loop, or on the caller's thread if the reply
  ///   comes from a cache (``Redis/withCache(_:)``).
  @inlinable public func run<C: RedisCommand, Result: Sendable>(
    _ command: consuming C, reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let context = context
    if let detour = context.detour {
      if C.traits.isCacheable, let reply = detour.reply(for: context.router, to: command.encode) {
        return try C.read(kept: reply, within: detour.limits, read)
      }
      return try await run(command, in: context, by: detour, reading: read)
    }
    return try await run(command, in: context, reading: read)
  }

  @inlinable func run<C: RedisCommand, Result: Sendable>(
    _ command: consuming C, in context: CommandContext,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    if C.traits.scope != .shared { try context.router.allowConnectionChange(C.descriptor) }
    if C.traits.isBlocking {
      return try await runBlocking(command, in: context, reading: read)
    }
    return try await send(
      command, C.traits, on: context.router, timeout: context.deadlines.command, reading: read)
  }

  @usableFromInline func runBlocking<C: RedisCommand, Result: Sendable>(
    _ command: C, in context: CommandContext,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    try await send(command, C.traits, blockingFor: command.blocking, in: context, reading: read)
  }

  func send<C: RedisCommand, Result: Sendable>(
    _ command: C, _ traits: CallTraits, blockingFor time: BlockingTime, in context: CommandContext,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    guard time != .none else {
      return try await send(
        command, traits, on: context.router, timeout: context.deadlines.command, reading: read)
    }
    return try await send(
      command, traits, onLeaseOf: context.router, timeout: context.deadlines.timeout(blockingFor: [time]),
      reading: read)
  }

  func send<C: RedisCommand, Result: Sendable>(
    _ command: C, _ traits: CallTraits, onLeaseOf router: CommandRouter, timeout: UInt64,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    var attempt = LeaseAttempt()
    while true {
      switch await self.attempt(&attempt, command, traits, onLeaseOf: router, timeout: timeout, reading: read) {
      case .success(let result): return result
      case .failure(let error):
        guard attempt.isWorthAnother else { throw error }
      }
    }
  }

  private func attempt<C: RedisCommand, Result: Sendable>(
    _ attempt: inout LeaseAttempt, _ command: C, _ traits: CallTraits, onLeaseOf router: CommandRouter, timeout: UInt64,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async -> Swift.Result<Result, RedisError> {
    attempt.isWorthAnother = false
    let lease: CommandRouter
    do {
      lease = try await router.lease(
        for: { [FramedRequest(command.callDescriptor, encode: command.encode)] }, after: attempt.error, task: WaitingTask.current)
    } catch {
      return .failure(error.of(command.callDescriptor))
    }
    defer { router.endLease(lease) }
    do {
      return .success(try await send(command, traits, on: lease, timeout: timeout, reading: read))
    } catch {
      attempt.isWorthAnother = await router.isWorthAnotherLease(after: error, on: lease, attempt: attempt.count)
      attempt.error = error
      attempt.count += 1
      return .failure(error)
    }
  }

  @inlinable func send<C: RedisCommand, Result: Sendable>(
    _ command: consuming C, _ traits: CallTraits, on router: CommandRouter, timeout: UInt64,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let task = WaitingTask.current
    if let task, task.isCancelled {
      throw RedisError.taskCancelled.of(C.descriptor)
    }
    let command = command
    let outcome: Swift.Result<Result, RedisError> = await withUnsafeContinuation { continuation in
      let call = PendingCall(
        delivery: PendingCall.Delivery(traits.delivery), isRetrySafe: traits.isRetrySafe,
        runsScripts: traits.runsScripts, isAlone: traits.isAlone, timeout: timeout, task: task
      ) { step in
        switch step {
        case .name(let name): name.pointee = C.descriptor.name
        case .describe(_, let description): description.set(command.callDescriptor)
        case .encode(let encoder): command.encode(into: &encoder.pointee)
        case .reply(let reader):
          do throws(RedisError) {
            let value = try read(&reader.pointee)
            continuation.resume(returning: .success(value))
          } catch {
            continuation.resume(returning: .failure(error.of(C.descriptor)))
          }
        case .failOne(let error), .fail(let error): continuation.resume(returning: .failure(error.of(C.descriptor)))
        }
      }
      router.submit(call)
    }
    return try outcome.get()
  }
}

/// How often a command was sent over an exclusive connection, and why it may be once more.
private struct LeaseAttempt {
  var count = 0
  var isWorthAnother = false
  var error: RedisError?
}
