/// Who subscribes to the topics of one kind. Looked up by bytes where they lie, so that a message costs no memory for its
/// channel's name.
struct TopicTable {
  final class Entry {
    let name: RedisBytes
    fileprivate(set) var subscriptions: [Subscription] = []
    /// Where its messages come from.
    fileprivate var origins: [SubscriptionLane.Origin] = []
    /// Another one whose name has the same hash.
    fileprivate var next: Entry?
    /// Of a pattern: the channel of its last message.
    private var lastChannel = RedisBytes()

    fileprivate init(_ name: RedisBytes) { self.name = name }

    /// False for what another server still sends, from which it has moved away.
    func comes(from origin: SubscriptionLane.Origin) -> Bool { origins.contains { $0 === origin } }

    /// A channel of a pattern, in memory that messages in a row share.
    func channel(_ bytes: UnsafeRawBufferPointer) -> RedisBytes {
      if !lastChannel.equals(bytes) { lastChannel = RedisBytes(bytes) }
      return lastChannel
    }
  }

  private var entries: [Int: Entry] = [:]

  func find(_ name: UnsafeRawBufferPointer) -> Entry? {
    var entry = entries[Self.hash(name)]
    while let candidate = entry, !candidate.name.equals(name) { entry = candidate.next }
    return entry
  }

  mutating func add(_ subscription: Subscription, to name: RedisBytes, from origins: [SubscriptionLane.Origin]) {
    let (found, hash) = name.withUnsafeBytes { (find($0), Self.hash($0)) }
    let entry = found ?? Entry(name)
    if found == nil {
      entry.next = entries[hash]
      entries[hash] = entry
    }
    entry.subscriptions.append(subscription)
    entry.origins = origins
  }

  /// From now on, messages come from elsewhere.
  func move(_ name: RedisBytes, to origins: [SubscriptionLane.Origin]) {
    name.withUnsafeBytes { find($0) }?.origins = origins
  }

  mutating func remove(_ subscription: Subscription, from name: RedisBytes) {
    let (found, hash) = name.withUnsafeBytes { (find($0), Self.hash($0)) }
    guard let found else { return }
    found.subscriptions.removeAll { $0 === subscription }
    guard found.subscriptions.isEmpty else { return }
    var rest: [Entry] = []
    var entry = entries[hash]
    while let kept = entry {
      entry = kept.next
      if kept !== found { rest.append(kept) }
    }
    for (index, kept) in rest.enumerated() { kept.next = rest.dropFirst(index + 1).first }
    entries[hash] = rest.first
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return hasher.finalize()
  }
}

extension RedisBytes {
  fileprivate func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    count == other.count && withUnsafeBytes { $0.elementsEqual(other) }
  }
}
