import RESP

/// Errors in words that say what to change.
extension TLSStream {
  /// Why OpenSSL gave up, from the thread's error queue.
  func failure() -> RedisError {
    let failures = openssl.takeErrors()
    let text = explain(failures.first { $0.library == OpenSSL.Library.ssl } ?? failures.first)
    return hasReceived
      ? RedisError(.connectionClosed, "TLS with \(host) broke: \(text)")
      : RedisError(.connectFailed, "TLS with \(host) failed: \(text)")
  }

  /// The connection ended, or gave an error, before it was secure.
  func interrupted(_ transfer: Socket.Transfer) -> RedisError {
    switch transfer {
    case .refused(let error): return error
    case .failed(let number):
      return RedisError(
        .connectFailed, "TLS with \(host) failed: the connection broke during the handshake: \(describe(errno: number))")
    case .bytes, .wouldBlock, .closed:
      return RedisError(
        .connectFailed,
        "TLS with \(host) failed: the server closed the connection during the handshake; "
          + "does this port speak TLS?")
    }
  }

  var isNotTLS: RedisError {
    RedisError(
      .connectFailed, "TLS with \(host) failed: the server answers, but not in TLS; this port seems not to speak it")
  }

  private func explain(_ failure: OpenSSL.Failure?) -> String {
    guard let failure else { return "OpenSSL does not say why" }
    guard failure.library == OpenSSL.Library.ssl else { return failure.text }
    switch failure.reason {
    case OpenSSL.Reason.certificateVerifyFailed:
      return check.problem ?? verdict()
    case OpenSSL.Reason.wrongVersionNumber, OpenSSL.Reason.httpRequest, OpenSSL.Reason.packetLengthTooLong:
      return isSecure ? failure.text : "the server answers, but not in TLS; this port seems not to speak it"
    case OpenSSL.Reason.unsupportedProtocol:
      return "the server speaks no version of TLS that is allowed here: \(allowedVersions)"
    case OpenSSL.Reason.noCiphersAvailable, OpenSSL.Reason.noProtocolsAvailable:
      return "no cipher is left for the versions of TLS that are allowed: \(failure.text)"
    case OpenSSL.Reason.alerts:
      return explain(TLSAlert(number: failure.reason - OpenSSL.Reason.alerts.lowerBound))
    default: return failure.text
    }
  }

  private func explain(_ alert: TLSAlert) -> String {
    // From TLS 1.3 on the server judges our certificate after we took the connection for ready.
    if alert.isAboutClientCertificate || alert.number == 40 && hasServerHello {
      let what = context.options.identity == nil ? "a connection without a client certificate" : "the client certificate"
      let reason = alert.number == 40 ? "it requires another one" : alert.description
      return "the server refused \(what): \(context.options.identity == nil ? "it requires one" : reason)"
    }
    switch alert.number {
    case 40, 71: return "the server and this client have no cipher in common (\(alert.description))"
    case 70: return "the server speaks no version of TLS that is allowed here: \(allowedVersions) (\(alert.description))"
    default: return "the server says: \(alert.description)"
    }
  }

  /// Without the alert's reason it is a guess, but the server's choice of a cipher comes before everything that can be
  /// wrong with certificates.
  private var hasServerHello: Bool { openssl.SSL_get_current_cipher(connection) != nil }

  private var allowedVersions: String { "TLS \(context.options.minimumVersion.rawValue) or later" }

  private func verdict() -> String {
    let text = openssl.X509_verify_cert_error_string(openssl.SSL_get_verify_result(connection))
    return "the server's certificate is not acceptable: " + (text.map { String(cString: $0) } ?? "unknown error")
  }
}
