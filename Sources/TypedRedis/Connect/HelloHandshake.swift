import RedisTransport

/// Says who we are on a new connection and agrees on a protocol: HELLO with everything it can
/// carry, and single commands on servers that do not know it.
struct HelloHandshake: ConnectionHandshake {
  private enum Step: Sendable {
    case reset, hello, authenticate, setName
    /// For the server's own bookkeeping; older servers refuse it and nothing is lost.
    case describeLibrary
    case select
  }

  private let options: RedisOptions
  private var expected: [Step] = []
  private var result = HandshakeResult(protocolVersion: 2)
  private var mustFallBack = false

  init(_ options: RedisOptions) { self.options = options }

  mutating func start(into encoder: inout CommandEncoder) {
    if options.protocolVersion == .resp2 {
      introduceByCommands(into: &encoder)
    } else {
      let credentials = password.map {
        (username: RedisValue.string(options.user ?? "default"), password: RedisValue.string($0))
      }
      send(
        .hello,
        Commands.HELLO(
          protocolVersion: 3, auth: credentials,
          clientName: options.clientName.map { RedisValue.string($0) }),
        into: &encoder)
    }
    finishIntroduction(into: &encoder)
  }

  mutating func restart(into encoder: inout CommandEncoder) {
    send(.reset, Commands.RESET(), into: &encoder)
    start(into: &encoder)
  }

  mutating func receive(
    _ reply: RESPValue, into encoder: inout CommandEncoder
  ) -> HandshakeProgress {
    guard !expected.isEmpty else {
      return .failed(RedisError(.protocolViolation, "the server said more than it was asked"))
    }
    let step = expected.removeFirst()
    if let error = reply.error {
      switch step {
      case .hello where options.protocolVersion == .automatic && error.meansNoHello:
        mustFallBack = true
      case .describeLibrary: break
      case _ where mustFallBack: break
      default: return .failed(error.asHandshakeFailure(during: name(of: step)))
      }
    } else if step == .hello {
      result = HandshakeResult(protocolVersion: 3, server: reply.fieldsByName)
    }
    guard expected.isEmpty else { return .waiting }
    guard mustFallBack else { return .ready(result) }
    mustFallBack = false
    introduceByCommands(into: &encoder)
    finishIntroduction(into: &encoder)
    return expected.isEmpty ? .ready(result) : .waiting
  }

  // MARK: What is said

  /// A user who needs no password still has to be named to the server, with any.
  private var password: String? { options.password ?? options.user.map { _ in "" } }

  private mutating func introduceByCommands(into encoder: inout CommandEncoder) {
    if let password {
      let user = options.user.map { RedisValue.string($0) }
      send(.authenticate, Commands.AUTH(username: user, password: password), into: &encoder)
    }
    if let name = options.clientName {
      send(.setName, Commands.CLIENT.SETNAME(name: name), into: &encoder)
    }
  }

  private mutating func finishIntroduction(into encoder: inout CommandEncoder) {
    send(
      .describeLibrary, Commands.CLIENT.SETINFO(attribute: .libraryName(.string(LibraryVersion.name))),
      into: &encoder)
    send(
      .describeLibrary, Commands.CLIENT.SETINFO(attribute: .libraryVersion(.string(LibraryVersion.number))),
      into: &encoder)
    if options.database != 0 {
      send(.select, Commands.SELECT(database: options.database), into: &encoder)
    }
  }

  private mutating func send(
    _ step: Step, _ command: some RedisCommand, into encoder: inout CommandEncoder
  ) {
    encoder.beginCommand()
    command.encode(into: &encoder)
    encoder.endCommand()
    expected.append(step)
  }

  private func name(of step: Step) -> StaticString {
    switch step {
    case .reset: Commands.RESET.descriptor.name
    case .hello: Commands.HELLO.descriptor.name
    case .authenticate: Commands.AUTH.descriptor.name
    case .setName: Commands.CLIENT.SETNAME.descriptor.name
    case .describeLibrary: Commands.CLIENT.SETINFO.descriptor.name
    case .select: Commands.SELECT.descriptor.name
    }
  }
}

extension ServerError {
  /// Servers before 6.0 do not know the command, and some know it without version 3.
  fileprivate var meansNoHello: Bool {
    kind == "NOPROTO" || message.lowercased().hasPrefix("unknown command")
  }

  fileprivate func asHandshakeFailure(during command: StaticString) -> RedisError {
    // Busy for the moment is a reason to come back, not to give up.
    let isPassing =
      kind == "LOADING" || kind == "BUSY" || kind == "MASTERDOWN"
      || message.hasPrefix("max number of clients")
    return RedisError(
      isPassing ? .connectFailed : .handshakeFailed,
      "the server refused the connection's set-up: \(withoutArguments(hasSecrets: true))"
    ).with(command: command.description)
  }
}

extension RESPValue {
  fileprivate var fieldsByName: [String: RESPValue] {
    var fields: [String: RESPValue] = [:]
    for pair in map ?? [] {
      if let name = pair.key.string { fields[name] = pair.value }
    }
    return fields
  }
}
