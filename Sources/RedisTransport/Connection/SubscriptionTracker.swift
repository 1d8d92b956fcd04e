import RESP

/// Which channels, patterns and shard channels a connection is subscribed to, as far as the
/// server has confirmed.
package struct SubscriptionTracker: Sendable {
  /// One frame that the server sent in connection with subscriptions.
  package struct Notice: Sendable, Hashable {
    package var kind: String
    package var channel: [UInt8]?

    /// Nil if `frame` is something else.
    package init?(_ frame: UnsafeRawBufferPointer) {
      var reader = RESPReader(frame)
      do {
        guard try reader.readArrayHeader() >= 2 else { return nil }
        kind = try reader.readString()
        channel = try RedisBytes?(from: &reader)?.bytes
      } catch {
        return nil
      }
      guard Notice.kinds.contains(kind) else { return nil }
    }

    package var isConfirmation: Bool { kind.hasSuffix("subscribe") }

    private static let kinds: Set<String> = [
      "subscribe", "unsubscribe", "psubscribe", "punsubscribe", "ssubscribe", "sunsubscribe",
      "message", "pmessage", "smessage",
    ]
  }

  private var names: [String: Set<[UInt8]>] = [:]

  package init() {}

  package var isEmpty: Bool { names.values.allSatisfy(\.isEmpty) }

  /// How many confirmations a command of this kind gets that names `count` channels, where none
  /// stands for all there are.
  package func confirmations(for kind: String, naming count: Int) -> Int {
    if count > 0 { return count }
    return max(1, names[SubscriptionTracker.family(kind)]?.count ?? 0)
  }

  package mutating func note(_ notice: Notice) {
    guard notice.isConfirmation, let channel = notice.channel else { return }
    let family = SubscriptionTracker.family(notice.kind)
    if notice.kind.hasSuffix("unsubscribe") {
      names[family]?.remove(channel)
    } else {
      names[family, default: []].insert(channel)
    }
  }

  /// `p` for patterns, `s` for shard channels, empty for plain channels.
  private static func family(_ kind: String) -> String {
    if kind.hasPrefix("p") { return "p" }
    if kind.hasPrefix("ss") || kind.hasPrefix("sun") { return "s" }
    return ""
  }
}
