import RedisTransport

/// One request on its way to the server, for everyone who asks the same meanwhile. Belongs to the store's lock of its shard.
final class CacheFetch: @unchecked Sendable {
  let hash: Int
  let request: [UInt8]
  /// What was known of the keys before the request was sent.
  let ticket: KeyVersions.Ticket
  /// When whoever sent it stops waiting.
  let deadline: MonotonicTime
  /// Those who wait beside them.
  var followers: [CacheWaiter] = []

  init(hash: Int, request: [UInt8], ticket: KeyVersions.Ticket, deadline: MonotonicTime) {
    self.hash = hash
    self.request = request
    self.ticket = ticket
    self.deadline = deadline
  }
}
