import RESP

/// How far a TLS handshake got.
enum TLSStep {
  /// The connection is secure.
  case done
  /// Continue when the socket can be read, or, if `wantsWrite`, when it can be written.
  case wouldBlock(wantsWrite: Bool)
  case failed(RedisError)
}
