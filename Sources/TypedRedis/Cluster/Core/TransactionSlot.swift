/// The one slot of commands that have to run on one connection.
enum TransactionSlot {
  /// Nil if none of them has keys.
  ///
  /// - Throws: ``RedisError`` with code `crossSlot` if they have keys of several slots.
  static func of(_ requests: [FramedRequest]) throws(RedisError) -> UInt16? {
    var first: (slot: UInt16, key: RedisBytes?)?
    for request in requests {
      for (slot, key) in keys(of: request) {
        guard let known = first else {
          first = (slot, key)
          continue
        }
        if known.slot != slot { throw crossSlot(known.key, key, request.descriptor) }
      }
    }
    return first?.slot
  }

  /// - Throws: ``RedisError`` with code `unsupported` for what is done or counted by several nodes: one connection leads to one of
  ///   them. What each would answer alike (`PING`) it may.
  static func checkIsForOne(_ descriptor: CommandDescriptor) throws(RedisError) {
    guard descriptor.keySpecs.isEmpty, descriptor.requestPolicy != nil,
      descriptor.responsePolicy != .allSucceeded || !descriptor.flags.isDisjoint(with: [.write, .admin])
    else { return }
    throw .nodeIsNeeded("it is for several nodes, and this goes over one connection", descriptor)
  }

  private static func keys(of request: FramedRequest) -> [(UInt16, RedisBytes?)] {
    request.bytes.withUnsafeBytes { bytes in
      let words = EncodedWords(bytes)
      let keys = RequestKeys(of: words, request.descriptor.keySpecs)
      return keys.slots.enumerated().map { number, slot in (slot, keys.key(at: number, in: words).map { RedisBytes($0) }) }
    }
  }

  private static func crossSlot(_ one: RedisBytes?, _ other: RedisBytes?, _ descriptor: CommandDescriptor) -> RedisError {
    guard let one, let other else { return .crossSlot(nil, nil, descriptor) }
    return one.withUnsafeBytes { one in other.withUnsafeBytes { other in .crossSlot(one, other, descriptor) } }
  }
}
