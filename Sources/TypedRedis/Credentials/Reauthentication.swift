import RedisTransport

/// Makes a connection that is in use go on with other credentials.
struct Reauthentication: Sendable {
  let credentials: RedisCredentials
  let timeout: UInt64

  /// Sends the command between those of others. On the loop's thread.
  ///
  /// Not for a connection on which a transaction may be open: it would be queued there, and answered with the rest.
  ///
  /// - Parameter refused: called on the loop's thread if the server says no. What it does must not close the connection at once,
  ///   which is being read from.
  func send(on connection: Connection, refused: @escaping @Sendable (RedisError) -> Void) {
    let command = credentials.command
    let call = PendingCall(timeout: timeout) { step in
      switch step {
      case .name(let name): name.pointee = Commands.AUTH.descriptor.name
      case .encode(let encoder): command.encode(into: &encoder.pointee)
      case .reply(let reader):
        do throws(RedisError) {
          try Commands.AUTH.decode(&reader.pointee)
        } catch {
          refused(Reauthentication.failure(error))
        }
      case .fail: break
      }
    }
    // Another connection asks for itself: there it would only be out of date.
    call.attempts = ReplayDecision.maximumAttempts
    connection.accept(call)
  }

  static func failure(_ error: RedisError) -> RedisError {
    let error = error.of(Commands.AUTH.descriptor)
    return RedisError(.handshakeFailed, "the server refused new credentials: \(error.message)")
      .with(command: Commands.AUTH.descriptor.name.description)
  }
}
