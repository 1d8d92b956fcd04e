import RedisTransport

/// A connection that one user has for themselves, from ``Redis/withConnection(timeout:_:)``.
///
/// It has every command, also those that change the connection (`select`, `multi`, `watch`,
/// `subscribe`, …). After the end of the lease all of them fail.
public struct RedisConnection: RedisConnectionCommandRunner {
  private let router: CommandRouter

  /// At first those of the client that it was leased from.
  public var settings: CallSettings

  init(_ router: CommandRouter, _ settings: CallSettings) {
    self.router = router
    self.settings = settings
  }

  /// Where and how its commands run.
  public var context: CommandContext { CommandContext(router: router, settings: settings) }
}
