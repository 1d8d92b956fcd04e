import RESP

/// Another login on a connection that is in use.
extension Connection {
  /// Sends a login between the commands of others. On the loop's thread.
  ///
  /// Servers since 7.2 say nothing to a login that they refuse while an earlier reply is still on its way out: every reply after it
  /// would be taken for the one before. So a question follows whose answer cannot be mistaken; if that comes in the login's place,
  /// the login was refused.
  ///
  /// - Parameters:
  ///   - question: writes a command that is answered with `answer`.
  ///   - completion: gets the server's words, or says that it had none. Nil if all is well. Without an
  ///     answer in time the connection is closed.
  package func logIn(
    timeout: UInt64, login: @escaping (inout CommandEncoder) -> Void,
    question: @escaping (inout CommandEncoder) -> Void, answer: [UInt8],
    completion: @escaping (RedisError?) -> Void
  ) {
    // Until a reply is known to be the login's, nobody knows whose the replies after it are.
    var isInDoubt = true
    let second = PendingCall(timeout: timeout) { [self] step in
      switch step {
      case .name: break
      case .encode(let encoder): question(&encoder.pointee)
      case .reply(let reader):
        guard isInDoubt, (try? reader.pointee.readValue())?.bytes?.bytes != answer else { return }
        close(RedisError(.protocolViolation, "it is not known which reply was that to a login"))
      case .fail(let error): if isInDoubt, error.mayHaveBeenApplied { close(error) }
      }
    }
    let first = PendingCall(timeout: timeout) { [self] step in
      switch step {
      case .name: break
      case .encode(let encoder): login(&encoder.pointee)
      case .reply(let reader):
        do throws(RedisError) {
          let reply = try reader.pointee.readValue()
          isInDoubt = false
          guard reply.bytes?.bytes == answer else { return completion(nil) }
          skip(second)
          completion(RedisError(.handshakeFailed, "the server refused a login without a word"))
        } catch {
          // It may be the question's as well, which somebody may not ask, or not now.
          completion(error)
        }
      // A reply that comes yet may be the question's.
      case .fail(let error): if error.mayHaveBeenApplied { close(error) } else { completion(error) }
      }
    }
    for call in [first, second] {
      // Another connection has a login of its own.
      call.staysWithConnection = true
      accept(call)
    }
  }

  /// Its answer has come already, in the place of the one before.
  private func skip(_ call: PendingCall) {
    guard inFlight.first === call else {
      return close(RedisError(.protocolViolation, "an answer came before its question was sent"))
    }
    _ = inFlight.popFirst()
    call.reject(RedisError(.cancelled, "answered already"))
  }
}
