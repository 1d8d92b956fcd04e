extension CommandChain {
  /// Appends a call of a script. Its text is sent ahead of the chain, so that the server knows it by then.
  ///
  /// If the server refuses the text, since it has a mistake or the user may not load scripts, and does not know the script either,
  /// this call fails with the reason. That keeps no other command from being carried out, in a transaction neither: the server
  /// queues a call of a script without looking for it. What must not happen without the script belongs into the script.
  ///
  /// A chain with a script is never sent again after a break, even if it only reads.
  ///
  /// - Throws: ``RedisError`` with code `invalidArgument` for a wrong number of keys.
  public func run<Result>(
    _ script: RedisScript<Result>, keys: [any RedisValueConvertible] = [], arguments: [any RedisValueConvertible] = []
  ) throws(RedisError) -> Appended<Result> {
    let call = try ScriptCall(script, keys: keys, arguments: arguments)
    let text = ScriptText(sha1: script.sha1, loading: call.loading)
    return script.isReadOnly
      ? appending(ScriptLink(call: ChainedCommand(command: call.readOnlyBySHA1, read: script.read), text: text))
      : appending(ScriptLink(call: ChainedCommand(command: call.bySHA1, read: script.read), text: text))
  }

  /// Appends a call of a function of a loaded library.
  ///
  /// - Throws: ``RedisError`` with code `invalidArgument` for a wrong number of keys.
  public func run<Result>(
    _ function: RedisFunction<Result>, keys: [any RedisValueConvertible] = [],
    arguments: [any RedisValueConvertible] = []
  ) throws(RedisError) -> Appended<Result> {
    let call = try FunctionCall(function, keys: keys, arguments: arguments)
    return function.isReadOnly ? run(call.readOnly, reading: function.read) : run(call.ordinary, reading: function.read)
  }
}

/// What a server has to be told before a script can be called by its digest.
struct ScriptText: Sendable {
  let sha1: String
  let loading: Commands.SCRIPT.LOAD
}

/// A call of a script by its digest.
private struct ScriptLink<Call: ChainLink>: ChainLink {
  let call: Call
  let text: ScriptText

  var script: ScriptText? { text }
  var descriptor: CommandDescriptor { call.descriptor }
  var traits: CallTraits { call.traits }
  var blocking: BlockingTime { call.blocking }

  func encode(into encoder: inout CommandEncoder) { call.encode(into: &encoder) }

  func read(_ reader: inout RESPReader) throws(RedisError) -> Call.Response { try call.read(&reader) }

  func readReply(_ reader: inout RESPReader) throws(RedisError) -> RESPValue { try call.readReply(&reader) }

  func callback(in callbacks: ResponseCallbacks) -> (@Sendable (RESPValue) throws(RedisError) -> Call.Response)? {
    call.callback(in: callbacks)
  }
}
