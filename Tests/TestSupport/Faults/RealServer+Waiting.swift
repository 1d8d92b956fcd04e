import Foundation

/// Servers for tests that do not hold up a thread of the pool while a process starts: those are few, and others' tasks need them.
extension RealServer {
  /// A server of the test's own; of the first kind there is if none is given.
  public static func started(_ binary: ServerBinary? = nil, _ arguments: [String] = []) async throws -> RealServer {
    let binary = try binary ?? first
    return try await onThread { try RealServer(binary, arguments: arguments) }
  }

  /// The server that all tests share.
  public static func common(_ binary: ServerBinary? = nil) async throws -> RealServer {
    let binary = try binary ?? first
    return try await onThread { try shared(binary) }
  }

  /// As `kill` and `start`.
  public func restart(adding arguments: [String] = [], until answers: [String] = ["+PONG", "-NOAUTH"]) async throws {
    try await onThread {
      self.kill()
      try self.start(adding: arguments, until: answers)
    }
  }

  private static var first: ServerBinary {
    get throws {
      guard let binary = ServerBinary.all.first else { throw NoServer() }
      return binary
    }
  }

  /// There is no server program on this machine, or none where `REDIS_SERVERS` says.
  public struct NoServer: Error {}
}

/// Runs something that waits on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
