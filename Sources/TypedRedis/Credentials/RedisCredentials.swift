/// A user and a password. No description of it shows the password.
///
/// It is also the provider that always gives itself.
public struct RedisCredentials: Sendable, Hashable {
  /// The ACL user; nil for the default user.
  public var user: String?
  /// Shown nowhere.
  public var password: String

  /// - Parameter user: the ACL user; nil for the default user.
  public init(user: String? = nil, password: String) {
    self.user = user
    self.password = password
  }
}

extension RedisCredentials: RedisCredentialProvider {
  public func credentials() -> RedisCredentials { self }
}

extension RedisCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "RedisCredentials(user: \(user ?? "default"), password: \(redacted))" }

  public var debugDescription: String { description }

  public var customMirror: Mirror {
    Mirror(
      self, children: ["user": user ?? "default", "password": redacted] as KeyValuePairs<String, Any>,
      displayStyle: .struct)
  }
}

extension RedisCredentials {
  /// Tells the server on a connection that is in use who uses it from now on.
  var command: Commands.AUTH {
    Commands.AUTH(username: user.map { RedisValue.string($0) }, password: password)
  }
}
