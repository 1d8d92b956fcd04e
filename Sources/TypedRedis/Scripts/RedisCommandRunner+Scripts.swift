extension RedisCommandRunner {
  /// A script to run here or on any other client; the same as ``RedisScript/init(_:keys:isReadOnly:returning:)``.
  ///
  ///     let multiply = redis.script("return ARGV[1] * ARGV[2]", returning: Int.self)
  public func script<Result: RESPDecodable>(
    _ text: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Result.Type
  ) -> RedisScript<Result> {
    RedisScript(text, keys: keys, isReadOnly: isReadOnly, returning: returning)
  }

  /// A script whose result does not matter.
  public func script(
    _ text: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Void.Type = Void.self
  ) -> RedisScript<Void> {
    RedisScript(text, keys: keys, isReadOnly: isReadOnly)
  }

  /// Runs a script and reads what it returns.
  ///
  ///     let product = try await redis.run(multiply, keys: ["price"], arguments: [3])
  ///
  /// It is sent by its digest. If the server does not know that, it is sent the text, once for all tasks that find so together. All
  /// of that has the time of one command. In a cluster, all keys have to be in one slot.
  ///
  /// - Parameters:
  ///   - keys: what the script finds in `KEYS`: every key that it touches.
  ///   - arguments: what it finds in `ARGV`, values of different types if need be.
  /// - Throws: ``RedisError``: `invalidArgument` for a wrong number of keys, before anything is sent; `server` for an error of the
  ///   script's, which may have changed something before. If `mayHaveBeenApplied` is true nobody knows whether it ran: only a
  ///   read-only script is sent again by itself.
  @discardableResult
  public func run<Result>(
    _ script: RedisScript<Result>, keys: [any RedisValueConvertible] = [], arguments: [any RedisValueConvertible] = []
  ) async throws(RedisError) -> Result {
    let call = try ScriptCall(script, keys: keys, arguments: arguments)
    let context = context
    let end = ContinuousClock.now + Duration.nanoseconds(Int64(clamping: context.deadlines.command)).bounded
    let loads = context.router.scriptLoads
    let ticket = loads?.ticket ?? 0
    if let result = try await runIfKnown(call) { return result }
    if let loads {
      try await loads.load(script.sha1, since: ticket, until: end) { () async throws(RedisError) in
        try await limited(to: end).load(call)
      }
    } else {
      // Where the text goes it is known afterwards; a load might go elsewhere.
      return try await limited(to: end).runWithText(call)
    }
    if let result = try await limited(to: end).runIfKnown(call) { return result }
    // Scripts are flushed all the time, or the keys' server is not the one that was given the text.
    return try await limited(to: end).runWithText(call)
  }

  /// With what is left of the time: all commands of a call have the time of one.
  private func limited(to end: ContinuousClock.Instant) -> Self { withTimeout(max(end - .now, .milliseconds(1))) }

  /// Nil if the server does not know the script.
  private func runIfKnown<Result>(_ call: ScriptCall<Result>) async throws(RedisError) -> Result? {
    do throws(RedisError) {
      if call.script.isReadOnly { return try await run(call.readOnlyBySHA1, reading: call.script.read) }
      return try await run(call.bySHA1, reading: call.script.read)
    } catch {
      if error.isUnknownScript { return nil }
      throw error
    }
  }

  private func runWithText<Result>(_ call: ScriptCall<Result>) async throws(RedisError) -> Result {
    if call.script.isReadOnly { return try await run(call.readOnlyWithText, reading: call.script.read) }
    return try await run(call.withText, reading: call.script.read)
  }

  private func load<Result>(_ call: ScriptCall<Result>) async throws(RedisError) {
    do throws(RedisError) {
      _ = try await run(call.loading)
    } catch {
      // The text may be there or not: the script did not run.
      guard error.mayHaveBeenApplied else { throw error }
      throw RedisError(error.code, error.message).with(command: error.command ?? "")
    }
  }
}
