/// What every new connection of a client has to tell its server, credentials excepted.
struct HandshakeSettings: Sendable {
  var protocolVersion: RedisOptions.ProtocolVersion
  var database: Int
  var clientName: String?
  /// Nil if the server is not to know.
  var libraryName: String?
  var noEvict: Bool
  var noTouch: Bool
  var readsFromReplica: Bool
  /// How errors call the options that say who connects.
  var credentialOptions: String

  init(_ options: RedisOptions) {
    protocolVersion = options.protocolVersion
    database = options.database
    clientName = options.clientName
    libraryName =
      options.sendsLibraryInfo
      ? LibraryVersion.name + (options.librarySuffix.map { "(\($0))" } ?? "") : nil
    noEvict = options.noEvict
    noTouch = options.noTouch
    readsFromReplica = options.readsFromReplica
    credentialOptions = options.credentials == nil ? "user, password" : "credentials"
  }
}

extension RedisOptions {
  /// Those that do not have to be asked for. A user who needs no password still has to be named to the server, with any.
  var fixedCredentials: RedisCredentials? {
    guard user != nil || password != nil else { return nil }
    return RedisCredentials(user: user, password: password ?? "")
  }
}
