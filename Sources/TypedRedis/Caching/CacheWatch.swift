import RedisTransport

/// Tells a memory what a server announces, and when nothing can be announced. On the loop's thread.
final class CacheWatch: @unchecked Sendable {
  private let store: CacheStore
  /// Whether there is a connection over which something may have been read.
  private var stands = false

  init(_ store: CacheStore) { self.store = store }

  func note(_ event: ConnectionEvent) {
    switch event {
    case .connected: stands = true
    case .disconnected:
      // Attempts that fail take nothing away: of a cluster's nodes, others may have been read from.
      if stands { store.empty() }
      stands = false
    case .connecting, .reconnecting: break
    }
  }

  func receive(_ push: UnsafeRawBufferPointer) {
    switch Invalidation(push) {
    case .keys(let slots): store.invalidate(slots)
    case .everything: store.invalidate(nil)
    case nil: break
    }
  }
}
