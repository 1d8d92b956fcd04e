/// One thing that is said on a new connection.
enum HandshakeStep: Sendable {
  case reset, hello, authenticate, setName
  /// For the server's own bookkeeping; older servers refuse it and nothing is lost.
  case describeLibrary
  case noEvict, noTouch, select, readOnly
  /// Where there is nothing else to say.
  case ping

  var descriptor: CommandDescriptor {
    switch self {
    case .reset: Commands.RESET.descriptor
    case .hello: Commands.HELLO.descriptor
    case .authenticate: Commands.AUTH.descriptor
    case .setName: Commands.CLIENT.SETNAME.descriptor
    case .describeLibrary: Commands.CLIENT.SETINFO.descriptor
    case .noEvict: Commands.CLIENT.NO_EVICT.descriptor
    case .noTouch: Commands.CLIENT.NO_TOUCH.descriptor
    case .select: Commands.SELECT.descriptor
    case .readOnly: Commands.READONLY.descriptor
    case .ping: Commands.PING.descriptor
    }
  }

  /// The options that asked for it, as errors call them.
  private func options(_ settings: HandshakeSettings, _ error: ServerError) -> String? {
    switch self {
    case .reset, .describeLibrary, .ping: nil
    case .hello: error.isAboutCredentials ? settings.credentialOptions : "protocolVersion"
    case .authenticate: settings.credentialOptions
    case .setName: "clientName"
    case .noEvict: "noEvict"
    case .noTouch: "noTouch"
    case .select: "database"
    case .readOnly: "readsFromReplica"
    }
  }

  /// What it means that the server refused it.
  func failure(_ error: ServerError, _ settings: HandshakeSettings) -> RedisError {
    // Who connects without a password was not asked for by an option, but is to be told which one there is.
    let isAboutCredentials = error.isAboutCredentials && self != .noEvict && self != .noTouch && self != .readOnly
    let option = isAboutCredentials ? settings.credentialOptions : options(settings, error)
    var reason = option.map { " (option \($0)\(servers))" } ?? ""
    let shown = error.withoutArguments(hasSecrets: self == .hello || descriptor.hasSecrets)
    reason += ": \(shown)"
    return RedisError(
      error.isPassing ? .connectFailed : .handshakeFailed, "the server refused the connection's set-up\(reason)"
    ).with(server: shown).with(command: descriptor.name.description)
  }

  /// Which servers have what younger options ask for.
  private var servers: String {
    guard self == .noEvict || self == .noTouch else { return "" }
    let known = [("Redis", descriptor.sinceRedis), ("Valkey", descriptor.sinceValkey)]
    let since = known.compactMap { name, version in version.map { "\(name) \($0)" } }
    return since.isEmpty ? "" : ", since " + since.joined(separator: " and ")
  }
}

extension ServerError {
  /// Servers before 6.0 do not know the command, and some know it without version 3.
  var meansNoHello: Bool { kind == "NOPROTO" || message.lowercased().hasPrefix("unknown command") }

  fileprivate var isAboutCredentials: Bool {
    kind == "WRONGPASS" || kind == "NOAUTH"
  }

  /// Busy for the moment is a reason to come back, not to give up.
  var isPassing: Bool {
    kind == "LOADING" || kind == "BUSY" || kind == "MASTERDOWN" || message.hasPrefix("max number of clients")
  }
}
