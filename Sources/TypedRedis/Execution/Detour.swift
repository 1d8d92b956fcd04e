import RedisTransport

/// What may stand between a call and the connection. Nil in a context as long as there is nothing of it, which is all that
/// an ordinary call has to look at.
@usableFromInline
final class Detour: Sendable {
  let callbacks: ResponseCallbacks
  let cache: RedisCache?
  /// The same where no callback has to be asked.
  private let plainCache: RedisCache?
  /// Of the replies in the cache.
  @usableFromInline var limits: RESPLimits { plainCache?.limits ?? RESPLimits() }

  init?(callbacks: ResponseCallbacks, cache: RedisCache?) {
    guard !callbacks.isEmpty || cache != nil else { return nil }
    self.callbacks = callbacks
    self.cache = cache
    plainCache = callbacks.isEmpty ? cache : nil
  }

  /// The reply that is in memory, where nothing else stands in its way. Nil if there is more to be looked at.
  @usableFromInline
  func reply(for router: CommandRouter, to encode: (inout CommandEncoder) -> Void) -> [UInt8]? {
    guard let plainCache, router.answersFromMemory, WaitingTask.current?.isCancelled != true else { return nil }
    return plainCache.reply(to: encode)
  }
}

extension RedisCommand {
  /// Reads a reply that was kept. Compiled for the command's own type, and for what it is read as.
  @inlinable
  static func read<Result>(
    kept reply: [UInt8], within limits: RESPLimits, _ read: (inout RESPReader) throws(RedisError) -> Result
  ) throws(RedisError) -> Result {
    // An array's own method takes errors of any type: it would have to be told which these are.
    let outcome: Swift.Result<Result, RedisError> = reply.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes, limits: limits)
      do throws(RedisError) {
        return .success(try read(&reader))
      } catch {
        return .failure(error.of(descriptor))
      }
    }
    return try outcome.get()
  }
}

extension Detour: CustomReflectable {
  /// Nothing: a cache's connection belongs to its loop's thread, and must not be read on another one.
  @usableFromInline var customMirror: Mirror { Mirror(hiding: self) }
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
