import RedisTransport

/// How far away the nodes are, where reads go to the nearest. On the loop's thread.
extension ClusterCore {
  /// Asks every node of a shard that has a choice.
  func measureLatencies() {
    for shard in map.shards where !shard.replicas.isEmpty {
      for node in [shard.primary] + shard.replicas { measure(node) }
    }
  }

  private func measure(_ node: ClusterNode) {
    let start = MonotonicTime.now
    let call = PendingCall(isRetrySafe: false, timeout: deadlines.command) { step in
      switch step {
      case .encode(let encoder): Commands.PING().encode(into: &encoder.pointee)
      case .reply: node.noteLatency(MonotonicTime.now.nanoseconds(since: start))
      case .fail, .failOne: node.latency = nil
      case .name, .describe: break
      }
    }
    call.staysWithConnection = true
    node.channel.accept(call)
  }
}

extension ClusterNode {
  /// Later measurements count for a quarter: one slow answer does not make a node a slow one.
  fileprivate func noteLatency(_ nanoseconds: UInt64) {
    latency = latency.map { $0 / 4 * 3 + nanoseconds / 4 } ?? nanoseconds
  }
}

extension ClusterNode: ReadCandidate {
  var isUp: Bool { !isFailing && core.connections.channels.contains(where: \.isReady) }
}
