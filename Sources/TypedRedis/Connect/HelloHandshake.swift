import RedisTransport

/// Says who we are on a new connection and agrees on a protocol: HELLO with everything it can
/// carry, and single commands on servers that do not know it.
struct HelloHandshake: ConnectionHandshake {
  private let settings: HandshakeSettings
  private var credentials: RedisCredentials?
  /// Where they come from, if they may change meanwhile, and how old they are.
  private let source: CredentialSource?
  private var age: Int
  private var expected: [HandshakeStep] = []
  private var result = HandshakeResult(protocolVersion: 2)
  private var mustFallBack = false

  init(_ settings: HandshakeSettings, credentials: RedisCredentials?) {
    self.settings = settings
    self.credentials = credentials
    source = nil
    age = 0
  }

  init(_ settings: HandshakeSettings, _ answer: CredentialSource.Answer, from source: CredentialSource) {
    self.settings = settings
    self.source = source
    credentials = answer.credentials
    age = answer.age
  }

  mutating func start(into encoder: inout CommandEncoder) {
    result = HandshakeResult(protocolVersion: 2)
    mustFallBack = false
    if settings.protocolVersion == .resp2 {
      introduceByCommands(into: &encoder)
    } else {
      let auth = credentials.map {
        (username: RedisValue.string($0.user ?? "default"), password: RedisValue.string($0.password))
      }
      send(
        .hello,
        Commands.HELLO(
          protocolVersion: 3, auth: auth, clientName: settings.clientName.map { RedisValue.string($0) }),
        into: &encoder)
    }
    finishIntroduction(into: &encoder)
  }

  mutating func restart(into encoder: inout CommandEncoder) {
    expected = []
    // Alone: servers since 7.2 say nothing to a login that they refuse while an earlier reply is on its way out.
    send(.reset, Commands.RESET(), into: &encoder)
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
      case .hello where settings.protocolVersion == .automatic && error.meansNoHello:
        mustFallBack = true
      case _ where mustFallBack: break
      // Unless it is what any command would be answered with.
      case .describeLibrary where error.kind != "NOAUTH": break
      // Who may not ask for a sign of life is logged in.
      case .ping where error.kind == "NOPERM": break
      default: return .failed(step.failure(error, settings))
      }
    } else if step == .hello {
      if let failure = agree(on: reply) { return .failed(failure) }
    }
    guard expected.isEmpty else { return .waiting }
    if step == .reset {
      start(into: &encoder)
    } else if mustFallBack {
      mustFallBack = false
      introduceByCommands(into: &encoder)
      finishIntroduction(into: &encoder)
    } else if let newer = source?.newer(than: age) {
      (credentials, age) = (newer.credentials, newer.age)
      send(.authenticate, newer.credentials.command, into: &encoder)
    }
    return expected.isEmpty ? .ready(result) : .waiting
  }

  /// What the server says it speaks now has to be what it was asked for.
  private mutating func agree(on reply: RESPValue) -> RedisError? {
    let server = reply.fieldsByName
    let spoken = server["proto"]?.int
    result.server = server
    guard spoken != 3 else {
      result.protocolVersion = 3
      return nil
    }
    guard settings.protocolVersion == .automatic else {
      let version = spoken.map { "version \($0)" } ?? "no version"
      return RedisError(
        .handshakeFailed, "asked for protocol 3 (option protocolVersion), the server answered with \(version)"
      ).with(command: Commands.HELLO.descriptor.name.description)
    }
    mustFallBack = true
    return nil
  }

  // MARK: What is said

  private mutating func introduceByCommands(into encoder: inout CommandEncoder) {
    if let credentials { send(.authenticate, credentials.command, into: &encoder) }
    if let name = settings.clientName {
      send(.setName, Commands.CLIENT.SETNAME(name: name), into: &encoder)
    }
  }

  private mutating func finishIntroduction(into encoder: inout CommandEncoder) {
    if let name = settings.libraryName {
      describeLibrary(.libraryName(.string(name)), into: &encoder)
      describeLibrary(.libraryVersion(.string(LibraryVersion.number)), into: &encoder)
    }
    if settings.noEvict { send(.noEvict, Commands.CLIENT.NO_EVICT(enabled: .on), into: &encoder) }
    if settings.noTouch { send(.noTouch, Commands.CLIENT.NO_TOUCH(enabled: .on), into: &encoder) }
    if settings.database != 0 {
      send(.select, Commands.SELECT(database: settings.database), into: &encoder)
    }
    if settings.readsFromReplica { send(.readOnly, Commands.READONLY(), into: &encoder) }
    // Something has to be answered as any command would be: with a refusal, if a password is missing.
    let isDecisive = expected.contains { $0 != .describeLibrary }
    if !isDecisive { send(.ping, Commands.PING(), into: &encoder) }
  }

  private mutating func describeLibrary(
    _ attribute: Commands.CLIENT.SETINFO.Attribute, into encoder: inout CommandEncoder
  ) {
    send(.describeLibrary, Commands.CLIENT.SETINFO(attribute: attribute), into: &encoder)
  }

  private mutating func send(
    _ step: HandshakeStep, _ command: some RedisCommand, into encoder: inout CommandEncoder
  ) {
    encoder.beginCommand()
    command.encode(into: &encoder)
    encoder.endCommand()
    expected.append(step)
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
