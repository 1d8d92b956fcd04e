import RedisTransport

/// One request on its way to the server, for everyone who asks the same meanwhile.
final class CacheFetch: Sendable {
  enum Outcome: Sendable {
    case reply([UInt8])
    case failed(RedisError)
    /// Whoever asked was cancelled: others have to ask themselves.
    case abandoned
  }

  let hash: Int
  let request: [UInt8]
  /// What was known of the keys before the request was sent.
  let ticket: KeyVersions.Ticket
  /// When whoever sent it stops waiting.
  let deadline: MonotonicTime
  /// For those who wait beside them.
  let outcome = OneValue<Outcome>()

  init(hash: Int, request: [UInt8], ticket: KeyVersions.Ticket, deadline: MonotonicTime) {
    self.hash = hash
    self.request = request
    self.ticket = ticket
    self.deadline = deadline
  }
}
