extension RedisTopic {
  /// Which nodes of a cluster tell of what is published to it.
  enum Reach: Equatable {
    /// What is published anywhere is passed on to all.
    case anyNode
    /// Only those that have this slot.
    case slot(UInt16)
    /// Each tells of its own.
    case primaries
  }

  /// Notifications of changes to keys are not passed on: each node tells of the keys that it has.
  var reach: Reach {
    switch kind {
    case .shardChannel: .slot(name.slot)
    case .channel:
      if let key = KeyspaceNotification.key(ofChannel: name) {
        .slot(key.slot)
      } else {
        name.bytes.starts(with: KeyspaceNotification.byEvent.utf8) ? .primaries : .anyNode
      }
    case .pattern: Self.isForNotifications(name) ? .primaries : .anyNode
    }
  }

  /// Whether a pattern can only be meant for notifications, or for them beside what else begins like that.
  private static func isForNotifications(_ pattern: RedisBytes) -> Bool {
    // What is literal of it.
    let text = pattern.bytes.prefix { !"*?[\\".utf8.contains($0) }
    guard text.starts(with: KeyspaceNotification.anyKind.utf8) else { return false }
    return [KeyspaceNotification.byKey, KeyspaceNotification.byEvent].contains { kind in
      text.starts(with: kind.utf8) || kind.utf8.starts(with: text)
    }
  }
}

extension RedisBytes {
  fileprivate var slot: UInt16 { withUnsafeBytes { HashSlot.of($0) } }
}
