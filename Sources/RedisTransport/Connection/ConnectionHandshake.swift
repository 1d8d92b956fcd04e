import RESP

/// What has to be said on a new connection before anyone's commands: a state machine that writes
/// commands and looks at replies, and knows nothing of sockets.
package protocol ConnectionHandshake: Sendable {
  mutating func start(into encoder: inout CommandEncoder)
  /// Begins again on a connection that somebody has changed, so that it becomes as new.
  mutating func restart(into encoder: inout CommandEncoder)
  mutating func receive(_ reply: RESPValue, into encoder: inout CommandEncoder) -> HandshakeProgress
}

package enum HandshakeProgress: Sendable {
  case waiting
  case ready(HandshakeResult)
  case failed(RedisError)
}

package struct HandshakeResult: Sendable {
  /// 2 or 3.
  package var protocolVersion: Int
  /// What the server said about itself, as far as it did.
  package var server: [String: RESPValue]

  package init(protocolVersion: Int, server: [String: RESPValue] = [:]) {
    self.protocolVersion = protocolVersion
    self.server = server
  }
}
