import RedisTransport

/// A connection that one user has for themselves, from ``Redis/withConnection(_:)``.
///
/// It has every command, also those that change the connection (`select`, `multi`, `watch`,
/// `subscribe`, …). After the end of the lease all of them fail.
public struct RedisConnection: RedisConnectionCommandRunner {
  private let router: CommandRouter

  init(_ router: CommandRouter) { self.router = router }

  public var context: CommandContext { CommandContext(router: router) }
}
