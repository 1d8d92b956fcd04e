extension RedisError {
  /// `expected double, got array`
  @inline(never)
  public static func unexpected(_ expected: String, got kind: RESPKind) -> RedisError {
    unexpected(expected, got: kind.description)
  }

  /// As above, for a difference that a kind does not tell. Keep user data out of `found`: errors are logged.
  @inline(never)
  public static func unexpected(_ expected: String, got found: String) -> RedisError {
    RedisError(.unexpectedReply, "expected \(expected), got \(found)")
  }

  /// A record lacks a field that it must have.
  @inline(never)
  public static func missingField(_ name: String) -> RedisError {
    RedisError(.unexpectedReply, "is missing").at(.field(name))
  }

  /// The status of a transaction stands where the reply of the command was to be.
  @inline(never)
  package static var queued: RedisError {
    RedisError(
      .unexpectedReply, "the command was queued by a transaction; its reply comes with the transaction's result")
  }

  @inline(never)
  static func violation(_ message: String) -> RedisError {
    RedisError(.protocolViolation, message)
  }

  @inline(never)
  static func limit(_ message: String) -> RedisError {
    RedisError(.limitExceeded, message)
  }
}
