import RESP
import Synchronization

/// The context of all connections of one client, made when the first of them needs it.
final class SharedTLSContext: Sendable {
  private let options: TLSOptions
  private let made = Mutex<TLSContext?>(nil)

  init(_ options: TLSOptions) { self.options = options }

  /// Nil until it was made.
  var context: TLSContext? { made.withLock { $0 } }

  /// What cannot be made is tried again by the next connection: a file may be there by then.
  @discardableResult
  func make() throws(RedisError) -> TLSContext {
    try made.withLock { made throws(RedisError) in
      if let made { return made }
      let context = try TLSContext(options)
      made = context
      return context
    }
  }
}
