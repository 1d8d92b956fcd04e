import Synchronization

/// A provider as the connections of one client use it: they all know what it said last.
final class CredentialSource: Sendable {
  private let provider: any RedisCredentialProvider
  private let last = Mutex<RedisCredentials?>(nil)

  init(_ provider: any RedisCredentialProvider) { self.provider = provider }

  /// What the provider said last, so that a connection that is made as new does not go back to what was valid before.
  var latest: RedisCredentials? { last.withLock { $0 } }

  /// Asks for a new connection.
  func ask() async throws(RedisError) -> RedisCredentials {
    let credentials: RedisCredentials
    do {
      credentials = try await provider.credentials()
    } catch {
      throw CredentialSource.failure(error)
    }
    note(credentials)
    return credentials
  }

  func note(_ credentials: RedisCredentials) { last.withLock { $0 = credentials } }

  func rotations() -> AsyncStream<RedisCredentials>? { provider.rotations() }

  /// What it says itself is kept and not shown: it may quote secrets.
  private static func failure(_ error: any Error) -> RedisError {
    let isFinal = (error as? RedisError)?.code == .handshakeFailed
    return RedisError(
      isFinal ? .handshakeFailed : .connectFailed, "the provider in credentials failed", underlying: error)
  }
}

extension CredentialSource: CustomReflectable {
  /// A dump of a client leads here.
  var customMirror: Mirror {
    Mirror(self, children: ["provider": "\(type(of: provider))"] as KeyValuePairs<String, Any>, displayStyle: .class)
  }
}
