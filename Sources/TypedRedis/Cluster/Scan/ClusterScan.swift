import RedisTransport

/// The nodes that a scan goes over.
protocol ClusterScanNodes: Sendable {
  /// All of them, as a node tells that is asked for it now.
  func primaries() async throws(RedisError) -> [ClusterScanPrimary]

  /// For the one at this place; nil if none is known there.
  ///
  /// - Parameter afresh: whether a node is asked who there is.
  func client(at endpoint: Endpoint, afresh: Bool) async throws(RedisError) -> Redis?

  /// For the one that has this slot; nil if none is known to.
  func client(ofSlot slot: UInt16, afresh: Bool) async throws(RedisError) -> Redis?
}

/// A node of a cluster that may have something to scan.
struct ClusterScanPrimary: Sendable {
  let endpoint: Endpoint
  let slots: Set<Int>
  let client: Redis
}

/// Goes over all keys of a cluster, a page at a time: by a command that does that where servers have one, else node after node.
struct ClusterScan: Sendable {
  let nodes: any ClusterScanNodes
  let settings: CallSettings
  let pattern: RedisValue?
  let count: Int?
  let type: RedisValue?

  /// How often something is tried that another moment may make possible.
  private static let attempts = 20

  /// The page that a cursor stands for.
  func page<T: RESPDecodable>(from cursor: ScanCursor, as _: T.Type) async throws(RedisError) -> ScanPage<T> {
    if ClusterScanState.isWritten(in: cursor) { return try await nodePage(ClusterScanState(cursor)) }
    // One that servers give for a whole cluster names a slot by a key in it.
    guard cursor == .start || cursor.text.contains("{") else {
      throw RedisError(.invalidArgument, "this is no cursor of a scan of a cluster")
    }
    if let page: ScanPage<T> = try await serverPage(cursor) { return page }
    return try await nodePage(ClusterScanState())
  }

  /// For what callers may have callbacks for.
  private func with(_ bare: Redis) -> Redis {
    var client = bare
    client.settings = settings
    return client
  }

  private func pause(before attempt: Int) async throws(RedisError) {
    try await TypedRedis.pause(until: .now + .milliseconds(min(50 * attempt, 500)))
  }

  // MARK: By the servers

  /// Nil if that is not possible here, or not now: then everything is scanned otherwise.
  private func serverPage<T: RESPDecodable>(_ cursor: ScanCursor) async throws(RedisError) -> ScanPage<T>? {
    let slot = UInt16(cursor.text.hashSlot)
    var failure: RedisError?
    for attempt in 0..<Self.attempts {
      if attempt > 0 { try await pause(before: attempt) }
      guard let client = try await nodes.client(ofSlot: slot, afresh: attempt > 0) else { continue }
      do {
        let page = try await with(client).clusterscan(
          cursor: cursor, match: pattern, count: count, type: type, as: T.self)
        return ScanPage(cursor: ScanCursor(text: page.cursor), elements: page.keys)
      } catch {
        // A replica may take over. If it is the cluster's client that is closed, there is no node to ask the next time.
        failure = error.isOfLostNode ? error : nil
        if failure != nil { continue }
        guard let server = error.server else { throw error }
        if error.isUnknownCommand || server.kind == "NOPERM" { return nil }
        // Of a slot that is on its way, each of two nodes has a part.
        guard error.redirection != nil || Refusal.passes(server.kind) else { throw error }
      }
    }
    if let failure { throw failure }
    return nil
  }

  // MARK: By nodes

  private func nodePage<T: RESPDecodable>(_ state: ClusterScanState) async throws(RedisError) -> ScanPage<T> {
    var state = state
    while true {
      guard let visit = state.visit else {
        guard try await begin(&state) else { return ScanPage(cursor: .start, elements: []) }
        continue
      }
      guard let client = try await client(at: visit.endpoint) else {
        state.visit = nil
        continue
      }
      if let page: ScanPage<T> = try await page(&state, visit, client) { return page }
    }
  }

  /// Nil if the node is not one to scan any more.
  private func page<T: RESPDecodable>(
    _ state: inout ClusterScanState, _ visit: ClusterScanState.Visit, _ bare: Redis
  ) async throws(RedisError) -> ScanPage<T>? {
    do {
      var page = try await with(bare).scan(cursor: visit.cursor, pattern: pattern, count: count, type: type, as: T.self)
      if page.cursor.isFinished {
        state.end(try await view(of: bare))
        if state.remaining.isEmpty { _ = try await beginStrays(&state) }
      } else {
        state.visit?.cursor = page.cursor.text
      }
      page.cursor = state.cursor
      return page
    } catch {
      guard try await hasGone(visit.endpoint, after: error) else { throw error }
      state.visit = nil
      return nil
    }
  }

  private func client(at endpoint: Endpoint) async throws(RedisError) -> Redis? {
    if let client = try await nodes.client(at: endpoint, afresh: false) { return client }
    return try await nodes.client(at: endpoint, afresh: true)
  }

  /// Whether a node that could not be asked has another one in its place by now.
  private func hasGone(_ endpoint: Endpoint, after error: RedisError) async throws(RedisError) -> Bool {
    guard error.isOfLostNode else { return false }
    return try await nodes.client(at: endpoint, afresh: true) == nil
  }

  private func view(of bare: Redis) async throws(RedisError) -> ScannedNode? {
    ScannedNode(try await bare.clusterNodes())
  }

  /// Chooses the next node. False if nothing is left.
  private func begin(_ state: inout ClusterScanState) async throws(RedisError) -> Bool {
    var failure: RedisError?
    for attempt in 0..<Self.attempts {
      if attempt > 0 { try await pause(before: attempt) }
      failure = nil
      var assigned: Set<Int> = []
      let remaining = state.remaining.slots
      let primaries = try await nodes.primaries()
      // Those first that are known to have something to scan: whoever is asked need not be asked in vain.
      for primary in primaries.sorted(by: { !$0.slots.isDisjoint(with: remaining) && $1.slots.isDisjoint(with: remaining) }) {
        do {
          guard let node = try await view(of: primary.client) else { continue }
          if state.begin(at: primary.endpoint, node) { return true }
          assigned.formUnion(node.assigned)
        } catch {
          failure = error
        }
      }
      if failure == nil, !assigned.isEmpty, state.isFinished(of: assigned) { return try await beginStrays(&state) }
      if let failure, attempt > 1 || failure.code == .server || failure.code == .cancelled { throw failure }
    }
    throw failure ?? RedisError(.timedOut, "there is no node to scan for slots \(state.remaining)")
  }
  /// Chooses a node that awaits slots which nobody sends. False if there is none.
  private func beginStrays(_ state: inout ClusterScanState) async throws(RedisError) -> Bool {
    guard !state.strays(try await views().map(\.node)).isEmpty else { return false }
    // One that has just begun to move looked like that for a moment.
    let views = try await views()
    let strays = state.strays(views.map(\.node))
    guard let (endpoint, node) = views.first(where: { strays[$0.node.id] != nil }), let slots = strays[node.id] else { return false }
    state.begin(at: endpoint, node, strays: slots)
    return true
  }

  /// Of all that can be asked.
  private func views() async throws(RedisError) -> [(endpoint: Endpoint, node: ScannedNode)] {
    var views: [(endpoint: Endpoint, node: ScannedNode)] = []
    for primary in try await nodes.primaries() {
      do {
        if let node = try await view(of: primary.client) { views.append((primary.endpoint, node)) }
      } catch {
        guard error.isOfLostNode else { throw error }
      }
    }
    return views
  }
}

extension RedisError {
  /// Whether a node could not be asked. Closed are the clients of nodes that have left, and all of them with the cluster's.
  fileprivate var isOfLostNode: Bool {
    switch code {
    case .connectionClosed, .connectFailed, .timedOut, .clientClosed: true
    default: false
    }
  }
}
