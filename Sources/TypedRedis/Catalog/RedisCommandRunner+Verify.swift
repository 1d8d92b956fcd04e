extension RedisCommandRunner {
  /// Compares what the server says of its commands (`COMMAND INFO`, since Redis 2.8.13; with subcommands since 7.0) with what
  /// the program was compiled for. Meant for the start of a program: one or two round trips, with an answer of some 100 KiB for
  /// everything. The user needs to be allowed `COMMAND INFO`.
  ///
  ///     let needed = CommandLibrary("mine", [Commands.GET.self, Commands.HGETEX.self])
  ///     let verification = try await redis.verify(against: needed)
  ///     if !verification.isComplete { print(verification) }
  ///
  /// - Parameter libraries: Those with the commands that the program needs: ``CommandLibrary/core``, that of a module, or one
  ///   of your own that lists command types.
  public func verify(against libraries: CommandLibrary...) async throws(RedisError) -> ServerVerification {
    try await verify(against: libraries)
  }

  /// The same for a list of libraries.
  public func verify(against libraries: [CommandLibrary]) async throws(RedisError) -> ServerVerification {
    var names: Set<String> = []
    let commands = libraries.flatMap(\.descriptors).filter { names.insert($0.name.description).inserted }
    guard !commands.isEmpty else { return ServerVerification([], answers: []) }
    let answers = try await commandInfo(commandNames: commands.map(\.name.description.serverName))
    let containers = Set(
      zip(commands, answers).compactMap { command, answer in answer == nil ? command.container : nil }).sorted()
    guard !containers.isEmpty else { return ServerVerification(commands, answers: answers) }
    let described = try await commandInfo(commandNames: containers.map(\.serverName))
    let silent = zip(containers, described).filter { $1 != nil && $1?.subcommands.isEmpty == true }.map(\.0)
    return ServerVerification(commands, answers: answers, silent: Set(silent))
  }
}
