import RedisTransport

/// What scans have to know of the nodes. From any thread.
extension ClusterCore: ClusterScanNodes {
  func primaries() async throws(RedisError) -> [ClusterScanPrimary] {
    try await awaitMap(afresh: true)
    return await onLoop { core in
      var slots: [ObjectIdentifier: Set<Int>] = [:]
      for slot in 0..<HashSlot.count {
        if let node = core.map.primary(of: UInt16(slot)) { slots[ObjectIdentifier(node), default: []].insert(slot) }
      }
      return core.map.primaries.map { node in
        ClusterScanPrimary(endpoint: node.endpoint, slots: slots[ObjectIdentifier(node)] ?? [], client: node.redis)
      }
    }
  }

  func client(at endpoint: Endpoint, afresh: Bool) async throws(RedisError) -> Redis? {
    try await awaitMap(afresh: afresh)
    return await onLoop { core in core.map.primaries.first { $0.endpoint == endpoint }?.redis }
  }

  func client(ofSlot slot: UInt16, afresh: Bool) async throws(RedisError) -> Redis? {
    try await awaitMap(afresh: afresh)
    return await onLoop { core in core.map.primary(of: slot)?.redis }
  }

  private func awaitMap(afresh: Bool) async throws(RedisError) {
    try await awaitMap(within: options.node.connectTimeout, afresh: afresh)
  }
}
