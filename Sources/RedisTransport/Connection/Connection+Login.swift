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
    guard errand == nil else {
      // The user's own preparation may be in the middle of a transaction, of which it would become a part.
      laterLogin = { [self] in
        logIn(timeout: timeout, login: login, question: question, answer: answer, completion: completion)
      }
      return
    }
    // Neither is sent another time when the server is busy: they would change places. Another connection has its own login.
    let second = PendingCall(timeout: timeout) { [self] step in
      switch step {
      case .name, .describe, .reply: break
      case .encode(let encoder): question(&encoder.pointee)
      case .failOne(let error), .fail(let error): noteUnanswered(error)
      }
    }
    let first = PendingCall(timeout: timeout) { [self] step in
      switch step {
      case .name, .describe: break
      case .encode(let encoder): login(&encoder.pointee)
      case .failOne(let error), .fail(let error): noteUnanswered(error)
      case .reply(let reader):
        let outcome = Result { () throws(RedisError) in try reader.pointee.readValue() }
        guard isAnswer(outcome, answer) else {
          if case .failure(let error) = outcome { completion(error) } else { completion(nil) }
          return
        }
        skip(second)
        completion(RedisError(.handshakeFailed, "the server refused a login without a word"))
      }
    }
    for call in [first, second] {
      call.staysWithConnection = true
      loop.begin(call, isExact: !isTicking)
    }
    // Limits are for users' commands: one of the two without the other would not do.
    queued.putBack([first, second])
    markDirty()
    if !isTicking { tick() }
  }

  /// Whether that is what the server says to the question. Logins are never forbidden, and answered by busy servers too.
  private func isAnswer(_ outcome: Result<RESPValue, RedisError>, _ answer: [UInt8]) -> Bool {
    switch outcome {
    case .success(let reply): reply.bytes?.bytes == answer
    case .failure(let error): ["NOPERM", "NOAUTH", "BUSY"].contains(error.server?.kind)
    }
  }

  private func noteUnanswered(_ error: RedisError) {
    // Those in line are being looked through.
    if error.code == .timedOut { isLoginUnanswered = true }
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
