import RedisTransport

/// Makes a connection that is in use go on with other credentials.
struct Reauthentication: Sendable {
  let credentials: RedisCredentials
  let timeout: UInt64

  /// Sends the command between those of others. On the loop's thread.
  ///
  /// Not for a connection on which a transaction may be open: it would be queued there, and answered with the rest.
  ///
  /// - Parameter refused: called on the loop's thread if the server says no.
  func send(on connection: Connection, refused: @escaping @Sendable (RedisError) -> Void) {
    let command = credentials.command
    // No command of a user's is answered with this.
    let answer = "login \(UInt64.random(in: .min ... .max)) \(UInt64.random(in: .min ... .max))"
    connection.logIn(
      timeout: timeout, login: { command.encode(into: &$0) },
      question: { Commands.ECHO(message: answer).encode(into: &$0) }, answer: Array(answer.utf8)
    ) { error in
      if let error { refused(Reauthentication.failure(error)) }
    }
  }

  static func failure(_ error: RedisError) -> RedisError {
    let error = error.of(Commands.AUTH.descriptor)
    return RedisError(.handshakeFailed, "the server refused new credentials: \(error.message)")
      .with(command: Commands.AUTH.descriptor.name.description)
  }
}
