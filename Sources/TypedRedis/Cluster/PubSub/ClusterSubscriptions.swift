import RedisTransport

/// The subscriptions of a cluster's client. Channels and patterns come from one of its nodes, shard channels from the one that has
/// their slot, notifications of keys from where the keys are; all of them follow what becomes of the nodes.
typealias ClusterSubscriptions = ClientSubscriptions

extension ClientSubscriptions {
  /// - Parameters:
  ///   - nodes: are not kept alive.
  ///   - timeout: of commands, in nanoseconds.
  convenience init(of nodes: any ClusterNodes, delays: ReconnectDelays, timeout: UInt64) {
    self.init(loop: nodes.loop, delays: delays, timeout: timeout, servers: ClusterServers(nodes))
  }

  /// Called after every change of what is known of the nodes, on the loop's thread.
  func mapChanged() {
    (servers as? ClusterServers)?.mapChanged()
    for hub in hubs { hub.placesChanged() }
  }
}
