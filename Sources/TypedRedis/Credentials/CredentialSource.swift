import Synchronization

/// A provider as the connections of one client use it: they all know of its rotations.
final class CredentialSource: Sendable {
  /// What a connection uses, and how many rotations had happened by then.
  struct Answer: Sendable, Equatable {
    var credentials: RedisCredentials
    var age: Int
  }

  private let provider: any RedisCredentialProvider
  private let announced = Mutex<Answer?>(nil)

  init(_ provider: any RedisCredentialProvider) { self.provider = provider }

  /// Asks for a new connection. What the provider announces meanwhile is newer than its answer.
  func ask() async throws(RedisError) -> Answer {
    let before = age
    let credentials: RedisCredentials
    do {
      credentials = try await provider.credentials()
    } catch {
      throw CredentialSource.failure(error)
    }
    return newer(than: before) ?? Answer(credentials: credentials, age: before)
  }

  private var age: Int { announced.withLock { $0?.age ?? 0 } }

  /// What was announced since a connection asked; nil if nothing was.
  func newer(than age: Int) -> Answer? {
    announced.withLock { answer in answer.flatMap { $0.age > age ? $0 : nil } }
  }

  /// Notes a rotation. To be called before open connections are told, so that those in between find it.
  func announce(_ credentials: RedisCredentials) {
    announced.withLock { $0 = Answer(credentials: credentials, age: ($0?.age ?? 0) + 1) }
  }

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
