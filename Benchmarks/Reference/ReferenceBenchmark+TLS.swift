import TypedRedis

extension ReferenceBenchmark {
  /// What our options for TLS are called there. It knows no certificates that are not in files, and checks no names.
  static func arguments(_ tls: TLSOptions) -> [String] {
    var arguments = ["--tls"]
    for trust in tls.trust {
      switch trust {
      case .file(let path): arguments += ["--cacert", path]
      case .directory(let path): arguments += ["--cacertdir", path]
      case .system, .data: break
      }
    }
    if tls.verification == .none { arguments.append("--insecure") }
    if let name = tls.serverName { arguments += ["--sni", name] }
    if let identity = tls.identity, case .file(let path) = identity.certificate {
      arguments += ["--cert", path]
      if case .file(let path) = identity.key ?? identity.certificate { arguments += ["--key", path] }
    }
    if let ciphers = tls.ciphers { arguments += ["--tls-ciphers", ciphers] }
    if let suites = tls.cipherSuites { arguments += ["--tls-ciphersuites", suites] }
    return arguments
  }
}
