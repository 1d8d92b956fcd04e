/// Commands that are sent together: a pipeline, or a transaction.
///
///     let (stored, added, n) = try await redis.pipeline()
///       .set(key: "foo", value: "bar")
///       .sadd(key: "faz", members: ["baz"])
///       .incr(key: "n")
///       .execute()
///
/// A value: each method gives a longer chain and leaves the one before as it is, and a chain may be executed any number of
/// times. It has every command that is answered with one reply and does not change its connection. The type remembers the
/// responses, of up to 16 commands; for more there is ``RedisCommandRunner/pipeline(_:)``.
///
/// All commands are written at once. Those of a pipeline are carried out one after the other, whatever becomes of the others,
/// and other clients' commands may come in between; those of a transaction are carried out together or not at all. A deadline
/// (``RedisCommandRunner/withTimeout(_:)``) is for the whole chain, and response callbacks apply as in single calls.
public struct CommandChain<Responses: Sendable>: Sendable {
  /// The same chain with one more command, that responds with `Response`.
  public typealias Appended<Response: Sendable> = CommandChain<ChainPair<Responses, Response>>

  let context: CommandContext
  /// Whether its commands are carried out together: MULTI and EXEC are around them.
  public let isTransaction: Bool
  let links: [any ChainLink]

  /// How many commands it has.
  public var count: Int { links.count }

  /// Appends any command: one of the generated ones, or one of your own.
  public func run<C: RedisCommand>(_ command: C) -> Appended<C.Response> { appending(ChainedCommand(command: command)) }

  /// Appends any command, whose reply is read with `read`. It runs on the client's loop.
  public func run<C: RedisCommand, Response: Sendable>(
    _ command: C, reading read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Response
  ) -> Appended<Response> {
    appending(ChainedCommand(command: command, read: read))
  }

  func appending<Response: Sendable>(_ link: some ChainLink<Response>) -> Appended<Response> {
    Appended(context: context, isTransaction: isTransaction, links: links + [link])
  }
}

extension CommandChain where Responses == ChainStart {
  init(context: CommandContext, isTransaction: Bool) {
    self.init(context: context, isTransaction: isTransaction, links: [])
  }
}

/// The responses of a chain that has no commands yet.
public enum ChainStart: Sendable {}

/// The responses of a chain: those of the commands before the last one, and that of the last one.
public enum ChainPair<Earlier: Sendable, Last: Sendable>: Sendable {}

extension RedisCommandRunner {
  /// Begins a pipeline: commands that are written together and get their replies together.
  ///
  /// Tasks that run commands at the same time share writes by themselves. A pipeline does the same for commands of one task,
  /// which then waits once for all of them.
  public func pipeline() -> CommandChain<ChainStart> { CommandChain(context: context, isTransaction: false) }

  /// Begins a transaction: commands that are carried out together, with nobody else's in between, or not at all.
  ///
  ///     let (visits, _) = try await redis.transaction().incr(key: "visits").expire(key: "visits", seconds: 60).execute()
  ///
  /// To decide what to write from what was read, there is ``Redis/transaction(watching:attempts:_:)``.
  public func transaction() -> CommandChain<ChainStart> { CommandChain(context: context, isTransaction: true) }
}
