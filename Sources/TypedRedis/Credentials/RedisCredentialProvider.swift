/// Where a client gets user and password from: a vault, a cloud's tokens.
///
/// Ready-made are ``RedisCredentials`` itself, ``RedisCredentialProvider/asking(_:)``, and ``RotatingCredentials``. One provider
/// may serve any number of clients and connections at the same time.
public protocol RedisCredentialProvider: Sendable {
  /// What a new connection is to use. Asked at each connect, and when an exclusive connection is made as new after a user who
  /// changed it; within the client's `connectTimeout`, and cancelled when that is over.
  ///
  /// What it throws is kept in ``RedisError/underlying`` of the error that callers see, and not shown in its text. The client tries
  /// again as after any failure to connect; an error of type ``RedisError`` with code `handshakeFailed` says that trying again is no use.
  func credentials() async throws -> RedisCredentials

  /// What the client's open connections are to use from now on, whenever that changes; nil if it never does.
  ///
  /// Each client calls this once, and iterates over the stream in one task until it ends or the client is closed. Hence each call
  /// gives a stream of its own.
  func rotations() -> AsyncStream<RedisCredentials>?
}

extension RedisCredentialProvider {
  /// None.
  public func rotations() -> AsyncStream<RedisCredentials>? { nil }
}

extension RedisCredentialProvider where Self == ClosureCredentials {
  /// A provider that calls `ask` at each connect.
  ///
  ///     options.credentials = .asking { try await vault.redisCredentials() }
  public static func asking(_ ask: @escaping @Sendable () async throws -> RedisCredentials) -> ClosureCredentials {
    ClosureCredentials(ask)
  }
}

/// Credentials that a closure gives. See ``RedisCredentialProvider/asking(_:)``.
public struct ClosureCredentials: RedisCredentialProvider {
  private let ask: @Sendable () async throws -> RedisCredentials

  init(_ ask: @escaping @Sendable () async throws -> RedisCredentials) { self.ask = ask }

  public func credentials() async throws -> RedisCredentials { try await ask() }
}
