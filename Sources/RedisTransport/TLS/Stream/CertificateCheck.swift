/// Remembers what OpenSSL found wrong with a server's certificate, in words for people. One for each connection.
final class CertificateCheck {
  private(set) var problem: String?
  private let openssl: OpenSSL
  private let peer: TLSPeerName?

  /// - Parameter peer: who the certificate is to be for; nil if anyone will do.
  init(_ openssl: OpenSSL, peer: TLSPeerName?) {
    self.openssl = openssl
    self.peer = peer
  }

  /// Has `connection` report to this object, which has to live as long.
  func attach(to connection: OpaquePointer, verification: TLSOptions.Verification) {
    guard verification != .none else { return openssl.SSL_set_verify(connection, OpenSSL.Verify.none, nil) }
    _ = openssl.SSL_set_ex_data(connection, Self.slot, Unmanaged.passUnretained(self).toOpaque())
    openssl.SSL_set_verify(connection, OpenSSL.Verify.peer, Self.callback)
  }

  /// The slot that OpenSSL leaves to its users.
  private static let slot: CInt = 0

  /// Changes no verdict; looks at the certificate while it is there to be looked at.
  private static let callback: OpenSSL.VerifyCallback = { verdict, store in
    guard verdict != 1, let openssl = try? OpenSSL.shared() else { return verdict }
    let index = openssl.SSL_get_ex_data_X509_STORE_CTX_idx()
    guard let connection = openssl.X509_STORE_CTX_get_ex_data(store, index),
      let check = openssl.SSL_get_ex_data(OpaquePointer(connection), CertificateCheck.slot)
    else { return verdict }
    Unmanaged<CertificateCheck>.fromOpaque(check).takeUnretainedValue().note(store)
    return verdict
  }

  private func note(_ store: OpaquePointer?) {
    guard problem == nil else { return }
    let certificate = openssl.X509_STORE_CTX_get_current_cert(store)
    problem = describe(Int(openssl.X509_STORE_CTX_get_error(store)), certificate)
  }

  private func describe(_ code: Int, _ certificate: OpaquePointer?) -> String {
    let subject = certificate.flatMap { name(openssl.X509_get_subject_name($0)) } ?? "without a name"
    let issuer = certificate.flatMap { name(openssl.X509_get_issuer_name($0)) } ?? "without a name"
    switch code {
    case VerifyCode.notYetValid:
      return "the certificate of \(subject) is not valid before \(time(openssl.X509_get0_notBefore(certificate)))"
    case VerifyCode.expired:
      return "the certificate of \(subject) expired on \(time(openssl.X509_get0_notAfter(certificate)))"
    case VerifyCode.selfSigned:
      return "the server's certificate, of \(subject), is self-signed and not among the trusted ones"
    case VerifyCode.selfSignedInChain, VerifyCode.noIssuer, VerifyCode.noLocalIssuer, VerifyCode.noChain:
      return "the certificate of \(subject) is from an unknown authority, \(issuer)"
    case VerifyCode.wrongHost, VerifyCode.wrongAddress:
      let wanted = peer.map { "\($0)" } ?? "anyone"
      return "the server's certificate is for the wrong host: it is for \(names(in: certificate)), not for \(wanted)"
    default:
      let text = openssl.X509_verify_cert_error_string(code).map { String(cString: $0) } ?? "error \(code)"
      return "the certificate of \(subject) is not acceptable: \(text)"
    }
  }

  private func name(_ name: OpaquePointer?) -> String? {
    guard let name else { return nil }
    return openssl.text { _ = openssl.X509_NAME_print_ex($0, name, 0, OpenSSL.oneLine) }
  }

  private func time(_ time: OpaquePointer?) -> String {
    guard let time else { return "an unknown date" }
    return openssl.text { _ = openssl.ASN1_TIME_print($0, time) } ?? "an unknown date"
  }

  private func names(in certificate: OpaquePointer?) -> String {
    let none = "no host at all (it has no subject alternative names)"
    guard let certificate else { return none }
    let index = openssl.X509_get_ext_by_NID(certificate, OpenSSL.subjectAlternativeName, -1)
    guard index >= 0, let part = openssl.X509_get_ext(certificate, index) else { return none }
    return openssl.text { _ = openssl.X509V3_EXT_print($0, part, 0, 0) } ?? none
  }
}

/// OpenSSL's numbers for what can be wrong with a certificate.
private enum VerifyCode {
  static let noIssuer = 2
  static let notYetValid = 9
  static let expired = 10
  static let selfSigned = 18
  static let selfSignedInChain = 19
  static let noLocalIssuer = 20
  static let noChain = 21
  static let wrongHost = 62
  static let wrongAddress = 64
}
