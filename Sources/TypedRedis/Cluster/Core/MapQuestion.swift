/// Asks nodes of a cluster who serves what, one after the other without waiting long for any: the first sensible answer counts.
struct MapQuestion: Sendable {
  struct Candidate: Sendable {
    let endpoint: Endpoint
    let redis: Redis
  }

  private let source: RedisClusterOptions.TopologySource
  private let remap: @Sendable (Endpoint) -> Endpoint
  private let isSecure: Bool
  /// What one node has.
  private let patience: Duration
  /// After which another one is asked as well.
  private static var haste: Duration { .milliseconds(100) }

  init(_ options: RedisClusterOptions) {
    source = options.topologySource
    remap = options.remap ?? { $0 }
    isSecure = options.node.tls != nil
    patience = min(options.node.connectTimeout, options.node.commandTimeout, .seconds(5))
  }

  func ask(_ candidates: [Candidate]) async -> Result<ClusterView, RedisError> {
    await withTaskGroup(of: Result<ClusterView, RedisError>?.self) { group in
      var rest = candidates[...]
      var underWay = 0
      var failure = RedisError(.connectFailed, "there is no node to ask who serves what")
      func askNext() {
        guard let next = rest.popFirst() else { return }
        underWay += 1
        group.addTask { await self.ask(next) }
        guard !rest.isEmpty else { return }
        group.addTask {
          try? await Task.sleep(for: Self.haste)
          return nil
        }
      }
      askNext()
      for await result in group {
        switch result {
        case .success(let view)?:
          group.cancelAll()
          return .success(view)
        case .failure(let error)?:
          underWay -= 1
          // What cannot be helped tells more than that nobody answered.
          if !failure.isFinal { failure = error }
          if rest.isEmpty, underWay == 0 { return .failure(failure) }
          askNext()
        case nil: askNext()
        }
      }
      return .failure(failure)
    }
  }

  private func ask(_ candidate: Candidate) async -> Result<ClusterView, RedisError> {
    let redis = candidate.redis.withTimeout(patience)
    do throws(RedisError) {
      let view = try await view(candidate.endpoint, redis)
      guard !view.shards.isEmpty else {
        return .failure(RedisError(.connectFailed, "\(candidate.endpoint) knows of no node that serves slots"))
      }
      return .success(view)
    } catch {
      // There is no other way to tell a server that is on its own.
      if error.code == .server, error.message.hasPrefix("ERR This instance has cluster support disabled") {
        return .failure(RedisError(.unsupported, "\(candidate.endpoint) is no node of a cluster"))
      }
      return .failure(error)
    }
  }

  private func view(_ endpoint: Endpoint, _ redis: Redis) async throws(RedisError) -> ClusterView {
    if source != .shards {
      do throws(RedisError) {
        let slots = try await redis.clusterSlots()
        return try ClusterView(slots: slots, from: endpoint, isSecure: isSecure, remap: remap)
      } catch {
        guard source == .automatic, error.code == .server, error.server?.kind == "ERR" || error.server?.kind == "NOPERM",
          !error.message.contains("cluster support disabled")
        else { throw error }
      }
    }
    return try ClusterView(shards: try await redis.clusterShards(), from: endpoint, isSecure: isSecure, remap: remap)
  }
}
