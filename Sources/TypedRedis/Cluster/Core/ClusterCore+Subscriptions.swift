import RedisTransport

/// What subscriptions have to know of the nodes. On the loop's thread.
extension ClusterCore: ClusterNodes {
  var liveNodes: [Endpoint] {
    let all = map.allNodes
    let live = all.filter { !$0.isFailing }
    // Where each has failed, any may come back first.
    return (live.isEmpty ? all : live).map(\.endpoint)
  }

  func primary(of slot: UInt16) -> Endpoint? { map.primary(of: slot)?.endpoint }

  func noteMoved(slot: UInt16, to endpoint: Endpoint) { correct(slot, to: node(at: remapped(endpoint))) }

  func mapIsSuspect() { suspectMap() }

  func connectionOptions(for endpoint: Endpoint, role: RedisConnectionEvent.Role) -> ConnectionOptions {
    node(at: endpoint).core.connections.connectionOptions(role)
  }
}
