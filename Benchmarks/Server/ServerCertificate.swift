import Foundation

/// A certificate for a server that lives a few minutes, made with the openssl program.
struct ServerCertificate {
  /// It vouches for itself: whoever trusts this file trusts the server, and nobody else.
  let file: String
  let keyFile: String

  init(in folder: String) throws {
    file = folder + "/certificate.pem"
    keyFile = folder + "/key.pem"
    let program = try Program.find(
      ["openssl"], variable: "OPENSSL", advice: "install it, so that a certificate can be made")
    let arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256", "-days", "2",
      "-subj", "/CN=redis-bench", "-addext", "subjectAltName=IP:127.0.0.1", "-out", file, "-keyout", keyFile,
    ]
    let (status, output, errors) = try ChildProcess.run(program, arguments)
    guard status == 0 else { throw BenchError("\(program) makes no certificate: \(errors + output)") }
  }
}
