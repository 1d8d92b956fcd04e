import RedisTransport

extension ConnectionChange {
  /// What a command that changes its connection does to it, as far as the next user is concerned.
  init(of command: CommandDescriptor) {
    self = ConnectionChange.undoable.contains(command.name.description) ? .undoable : .lasting
  }

  /// Whatever every server's `RESET` undoes, and what a set-up does again. A command that is not here is one of which
  /// that is not known: `CLIENT NO-EVICT` for example outlives a reset in 7.0, `CLIENT CAPA` in all versions.
  private static let undoable: Set<String> = Set(
    [
      Commands.HELLO.descriptor, Commands.AUTH.descriptor, Commands.SELECT.descriptor, Commands.RESET.descriptor,
      Commands.CLIENT.SETNAME.descriptor, Commands.CLIENT.TRACKING.descriptor, Commands.CLIENT.CACHING.descriptor,
      Commands.READONLY.descriptor, Commands.READWRITE.descriptor, Commands.ASKING.descriptor,
      Commands.MULTI.descriptor, Commands.EXEC.descriptor, Commands.DISCARD.descriptor,
      Commands.WATCH.descriptor, Commands.UNWATCH.descriptor,
      Commands.WAIT.descriptor, Commands.WAITAOF.descriptor,
      Commands.SUBSCRIBE.descriptor, Commands.UNSUBSCRIBE.descriptor,
      Commands.PSUBSCRIBE.descriptor, Commands.PUNSUBSCRIBE.descriptor,
      Commands.SSUBSCRIBE.descriptor, Commands.SUNSUBSCRIBE.descriptor,
    ].map(\.name.description))
}
