import RedisTransport

/// A request whose reply may be kept.
struct CacheRequest: Sendable {
  /// The command as it is sent.
  let bytes: [UInt8]
  let hash: Int
  /// The counters of its keys.
  let slots: [KeyVersions.Slot]

  /// Nil if it has keys that are not to be kept, or its keys cannot be told.
  init?(_ command: some RedisCommand, _ descriptor: CommandDescriptor, for store: CacheStore) {
    var encoder = CommandEncoder(minimumCapacity: 256)
    encoder.command(command.encode)
    let parts: (bytes: [UInt8], slots: [KeyVersions.Slot])? = encoder.withUnsafeBytes { bytes in
      let words = EncodedWords(bytes)
      var slots: [KeyVersions.Slot] = []
      for spec in descriptor.keySpecs {
        guard let positions = spec.positions(in: words) else { return nil }
        for position in positions {
          guard let key = words.word(at: position), store.covers(key) else { return nil }
          slots.append(KeyVersions.slot(of: key))
        }
      }
      return slots.isEmpty ? nil : (Array(bytes), slots)
    }
    guard let parts else { return nil }
    bytes = parts.bytes
    slots = parts.slots
    hash = parts.bytes.withUnsafeBytes { CacheStore.hash($0) }
  }
}
