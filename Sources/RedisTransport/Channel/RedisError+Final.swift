import RESP

extension RedisError {
  /// Another attempt to connect would end the same way.
  package var isFinal: Bool { code == .handshakeFailed || code == .invalidConfiguration || code == .unsupported }
}
