import RedisTransport

/// Anything that runs commands. The generated methods are extensions of this protocol.
public protocol RedisCommandRunner: Sendable {
  var context: CommandContext { get }
}

/// A runner with a connection of its own, on which commands that change the connection make
/// sense. Their generated methods are extensions of this protocol.
public protocol RedisConnectionCommandRunner: RedisCommandRunner {}

extension RedisCommandRunner {
  /// Runs a command and gives its reply as the value the specification describes.
  ///
  /// - Throws: ``RedisError``; see its codes. An error whose `mayHaveBeenApplied` is true came
  ///   when the server may already have executed the command.
  @inlinable public func run<C: RedisCommand>(_ command: consuming C) async throws(RedisError) -> C.Response {
    try await run(command, reading: C.decode)
  }

  /// Runs a command and reads its reply in the caller's own way.
  ///
  /// - Parameter read: reads one reply, which is not an error. It runs on the client's loop.
  @inlinable public func run<C: RedisCommand, Result: Sendable>(
    _ command: consuming C, reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let router = context.router
    if C.traits.scope == .connection { try router.allowConnectionChange(C.descriptor) }
    if C.traits.isBlocking {
      return try await runBlocking(command, on: router, reading: read)
    }
    return try await send(
      command, C.traits, on: router, timeout: router.commandTimeout, reading: read)
  }

  /// Runs a command given by its words, as the specification says of the command it names.
  func executeKnown(
    _ command: RawCommand, as descriptor: CommandDescriptor?
  ) async throws(RedisError) -> RESPValue {
    let router = context.router
    let traits = descriptor?.traits ?? RawCommand.traits
    if let descriptor, traits.scope == .connection { try router.allowConnectionChange(descriptor) }
    guard traits.delivery == .reply || traits.delivery == .reset else {
      throw RedisError(.unsupported, "is not answered with one reply: use its typed method")
    }
    if traits.isBlocking {
      // How long it may take is among its words; whoever calls it this way can cancel it.
      return try await send(
        command, traits, onLeaseOf: router, timeout: .max, reading: RawCommand.decode)
    }
    return try await send(
      command, traits, on: router, timeout: router.commandTimeout, reading: RawCommand.decode)
  }

  @usableFromInline func runBlocking<C: RedisCommand, Result: Sendable>(
    _ command: C, on router: CommandRouter,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let timeout: UInt64
    switch command.blocking {
    case .none:
      return try await send(
        command, C.traits, on: router, timeout: router.commandTimeout, reading: read)
    case .forever: timeout = .max
    case .limited(let duration):
      let (sum, overflow) = duration.saturatedNanoseconds.addingReportingOverflow(
        router.commandTimeout)
      timeout = overflow ? .max : sum
    }
    return try await send(
      command, C.traits, onLeaseOf: router, timeout: timeout, reading: read)
  }

  private func send<C: RedisCommand, Result: Sendable>(
    _ command: C, _ traits: CallTraits, onLeaseOf router: CommandRouter, timeout: UInt64,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let lease: CommandRouter
    do {
      lease = try await router.lease(task: WaitingTask.current)
    } catch {
      throw error.of(C.descriptor)
    }
    defer { router.endLease(lease) }
    return try await send(command, traits, on: lease, timeout: timeout, reading: read)
  }

  @inlinable func send<C: RedisCommand, Result: Sendable>(
    _ command: consuming C, _ traits: CallTraits, on router: CommandRouter, timeout: UInt64,
    reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) async throws(RedisError) -> Result {
    let task = WaitingTask.current
    if let task, task.isCancelled {
      throw RedisError(.cancelled, "the task was cancelled").of(C.descriptor)
    }
    let command = command
    let outcome: Swift.Result<Result, RedisError> = await withUnsafeContinuation { continuation in
      let call = PendingCall(
        delivery: PendingCall.Delivery(traits.delivery), isRetrySafe: traits.isRetrySafe,
        timeout: timeout, task: task
      ) { step in
        switch step {
        case .name(let name): name.pointee = C.descriptor.name
        case .encode(let encoder): command.encode(into: &encoder.pointee)
        case .reply(let reader):
          do throws(RedisError) {
            let value = try read(&reader.pointee)
            continuation.resume(returning: .success(value))
          } catch {
            continuation.resume(returning: .failure(error.of(C.descriptor)))
          }
        case .fail(let error): continuation.resume(returning: .failure(error.of(C.descriptor)))
        }
      }
      router.submit(call)
    }
    return try outcome.get()
  }
}
