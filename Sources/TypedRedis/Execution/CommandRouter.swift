import RedisTransport

/// Brings commands to the connections they belong on. One kind per way of being connected.
open class CommandRouter: @unchecked Sendable {
  /// Of commands whose caller says nothing else.
  @usableFromInline package let deadlines: CommandDeadlines
  /// Whether other tasks' commands run on the same connection.
  @usableFromInline package let isShared: Bool
  /// Whether what is in memory answers a read as well.
  @usableFromInline package let answersFromMemory: Bool

  /// - Parameters:
  ///   - deadlines: of commands whose caller says nothing else.
  ///   - isShared: whether other tasks' commands run on the same connection. On one's own, what is read may depend on what was
  ///     done there before, and is not answered from memory.
  public init(deadlines: CommandDeadlines, isShared: Bool) {
    self.deadlines = deadlines
    self.isShared = isShared
    answersFromMemory = isShared
  }

  /// - Parameter answersFromMemory: false where a certain server is meant.
  package init(deadlines: CommandDeadlines, isShared: Bool, answersFromMemory: Bool) {
    self.deadlines = deadlines
    self.isShared = isShared
    self.answersFromMemory = answersFromMemory
  }

  /// Sends a command whose caller waits.
  @usableFromInline package func submit(_ call: PendingCall) {
    call.reject(RedisError(.clientClosed, "there is no connection to send this on"))
  }

  /// Sends several commands over one connection, one after the other.
  @usableFromInline package func submit(_ calls: [PendingCall]) { for call in calls { submit(call) } }

  /// A router for one exclusive connection, for commands that would hold up everyone else's.
  /// Give it back with `endLease`.
  ///
  /// - Parameters:
  ///   - requests: tells what is going to be sent, for a router that has to know where to.
  ///   - error: why the same was refused over another one, if that made it worth this one.
  package func lease(
    for requests: () -> [FramedRequest], after error: RedisError?, task: WaitingTask?
  ) async throws(RedisError) -> CommandRouter { self }

  package func endLease(_ router: CommandRouter) {}

  /// A connection that somebody wants to have for themselves, to the server that has these keys. Give it back with `endLease`.
  ///
  /// - Parameter timeout: how long to wait for one; nil for as long as the options say.
  func lease(keys: [RedisValue], task: WaitingTask?, timeout: Duration?) async throws(RedisError) -> ExclusiveRouter {
    throw RedisError(.unsupported, "there are no exclusive connections here")
  }

  /// After an error on an exclusive connection: whether the same is worth trying over another one, since it was not carried out and
  /// now it is known who has the keys.
  ///
  /// - Parameter attempt: how often that has been so already.
  func isWorthAnotherLease(after error: RedisError, on lease: CommandRouter, attempt: Int) async -> Bool { false }

  /// - Parameter timeout: how long to wait for confirmation, in nanoseconds; nil for not at all.
  func subscribe(
    _ topics: [RedisTopic], _ policy: RedisBufferPolicy, confirmedWithin timeout: UInt64?
  ) async throws(RedisError) -> Subscription {
    throw RedisError(.unsupported, "there are no subscriptions here")
  }

  /// Where keys are spread over several servers: those. Nil where one has them all.
  var scanNodes: (any ClusterScanNodes)? { nil }

  /// Where tasks that share a server agree on who gives it the text of a script; nil where each does so for itself.
  var scriptLoads: ScriptLoads? { nil }

  /// Called before a command that changes its connection.
  package func willChangeConnection(_ descriptor: CommandDescriptor) {}

  @usableFromInline final func allowConnectionChange(_ descriptor: CommandDescriptor) throws(RedisError) {
    guard !isShared else {
      throw RedisError(
        .unsupported, "changes its connection, which others share: run it inside withConnection"
      ).with(command: descriptor.name.description)
    }
    willChangeConnection(descriptor)
  }
}

extension CommandRouter: CustomReflectable {
  /// Nothing: what routers have belongs to their loops' threads, and must not be read on another one.
  public var customMirror: Mirror { Mirror(hiding: self) }
}

/// Where and how the commands of one client value run.
public struct CommandContext: Sendable {
  @usableFromInline package let router: CommandRouter
  /// Nil as long as neither callbacks nor a cache stand between a call and the connection.
  @usableFromInline let detour: Detour?
  @usableFromInline let deadlines: CommandDeadlines

  package init(router: CommandRouter, settings: CallSettings = CallSettings()) {
    self.router = router
    detour = settings.detour
    deadlines = settings.deadlines ?? router.deadlines
  }
}
