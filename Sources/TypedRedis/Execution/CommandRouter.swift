import RedisTransport

/// Brings commands to the connections they belong on. One kind per way of being connected.
open class CommandRouter: @unchecked Sendable {
  /// Nanoseconds that one command may take.
  @usableFromInline package let commandTimeout: UInt64
  /// Nanoseconds that a blocking command may take beyond its own timeout.
  @usableFromInline package let blockingGrace: UInt64
  /// Whether other tasks' commands run on the same connection.
  @usableFromInline package let isShared: Bool

  /// - Parameter blockingGrace: nil for the command timeout.
  public init(commandTimeout: Duration, isShared: Bool, blockingGrace: Duration? = nil) {
    self.commandTimeout = commandTimeout.saturatedNanoseconds
    self.blockingGrace = (blockingGrace ?? commandTimeout).saturatedNanoseconds
    self.isShared = isShared
  }

  /// Sends a command whose caller waits.
  @usableFromInline package func submit(_ call: PendingCall) {
    call.reject(RedisError(.clientClosed, "there is no connection to send this on"))
  }

  /// A router for one exclusive connection, for a command that would hold up everyone else's.
  /// Give it back with `endLease`.
  package func lease(task: WaitingTask?) async throws(RedisError) -> CommandRouter { self }

  package func endLease(_ router: CommandRouter) {}

  /// Called before a command that changes its connection.
  package func willChangeConnection() {}

  @usableFromInline final func allowConnectionChange(_ descriptor: CommandDescriptor) throws(RedisError) {
    guard !isShared else {
      throw RedisError(
        .unsupported, "changes its connection, which others share: run it inside withConnection"
      ).with(command: descriptor.name.description)
    }
    willChangeConnection()
  }
}

/// Where and how the commands of one client value run.
public struct CommandContext: Sendable {
  @usableFromInline package let router: CommandRouter
  @usableFromInline let callbacks: ResponseCallbacks

  package init(router: CommandRouter, callbacks: ResponseCallbacks = ResponseCallbacks()) {
    self.router = router
    self.callbacks = callbacks
  }
}
