import RedisTransport

/// A command by its words, for what has no typed method.
struct RawCommand: RedisCommand {
  /// Of what is not known it has to be assumed that it runs scripts.
  static let descriptor = CommandDescriptor(
    name: "any command", group: "generic", arity: -1, flags: .scriptRunner)

  var words: [RedisValue]
  /// Of the command that the words name, if the specification has it.
  var named: CommandDescriptor?

  var callDescriptor: CommandDescriptor { named ?? Self.descriptor }

  func encode(into encoder: inout CommandEncoder) {
    for word in words { encoder.append(word) }
  }

  static func decode(_ reader: inout RESPReader) throws(RedisError) -> RESPValue {
    try reader.readValue()
  }
}

extension RedisCommandRunner {
  /// Runs a command given by its words, as the specification says of the command it names.
  func executeKnown(_ command: RawCommand) async throws(RedisError) -> RESPValue {
    let context = context
    let router = context.router
    let traits = command.named?.traits ?? RawCommand.traits
    if let descriptor = command.named, traits.scope != .shared { try router.allowConnectionChange(descriptor) }
    guard traits.delivery == .reply || traits.delivery == .reset else {
      throw RedisError(.unsupported, "is not answered with one reply: use its typed method")
    }
    if traits.isBlocking {
      // Where the specification does not tell the time's place, whoever calls it this way can still cancel it.
      let time = command.named?.blocking?.time(in: command.words) ?? .forever
      return try await send(command, traits, blockingFor: time, in: context, reading: RawCommand.decode)
    }
    return try await send(
      command, traits, on: router, timeout: context.deadlines.command, reading: RawCommand.decode)
  }
}
