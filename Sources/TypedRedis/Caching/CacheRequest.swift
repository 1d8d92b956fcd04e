import RedisTransport

/// A request whose reply may be kept.
struct CacheRequest: Sendable {
  /// The command as it is sent.
  let bytes: [UInt8]
  let hash: Int
  /// The counters of its keys, and of who has them.
  let slots: [KeyVersions.Slot]
  /// Of all of its keys, in a cluster.
  let hashSlot: UInt16?

  /// Nil if it has keys that are not to be kept or that several nodes have, or its keys cannot be told.
  init?(_ command: some RedisCommand, _ descriptor: CommandDescriptor, for store: CacheStore) {
    var encoder = CommandEncoder(minimumCapacity: 256)
    encoder.command(command.encode)
    let parts: (bytes: [UInt8], slots: [KeyVersions.Slot], hashSlot: UInt16?)? = encoder.withUnsafeBytes { bytes in
      let words = EncodedWords(bytes)
      var slots: [KeyVersions.Slot] = []
      var hashSlot: UInt16?
      for spec in descriptor.keySpecs {
        guard let positions = spec.positions(in: words) else { return nil }
        for position in positions {
          guard let key = words.word(at: position), store.covers(key) else { return nil }
          slots.append(KeyVersions.slot(of: key))
          guard store.isOfCluster else { continue }
          let found = HashSlot.of(key)
          guard hashSlot ?? found == found else { return nil }
          hashSlot = found
        }
      }
      if let hashSlot { slots.append(KeyVersions.slot(ofOwnerOf: hashSlot)) }
      return slots.isEmpty ? nil : (Array(bytes), slots, hashSlot)
    }
    guard let parts else { return nil }
    bytes = parts.bytes
    slots = parts.slots
    hashSlot = parts.hashSlot
    hash = parts.bytes.withUnsafeBytes { CacheStore.hash($0) }
  }
}
