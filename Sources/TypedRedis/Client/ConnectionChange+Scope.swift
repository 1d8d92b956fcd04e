import RedisTransport

extension ConnectionChange {
  /// What a command does to its connection, as far as the next user is concerned.
  init(of command: CommandDescriptor) {
    switch command.scope {
    case .shared: self = .none
    case .resettable: self = .undoable
    case .connection: self = .lasting
    }
  }
}
