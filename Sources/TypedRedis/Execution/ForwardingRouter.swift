import RedisTransport

/// Hands every call to a function, where there is no connection to bring it to.
package final class ForwardingRouter: CommandRouter, @unchecked Sendable {
  private let accept: @Sendable (PendingCall) -> Void

  package init(deadlines: CommandDeadlines, isShared: Bool, accept: @escaping @Sendable (PendingCall) -> Void) {
    self.accept = accept
    super.init(deadlines: deadlines, isShared: isShared)
  }

  @usableFromInline package override func submit(_ call: PendingCall) { accept(call) }
}
