import TestSupport
import Testing
import TypedRedis

/// Primaries that are replaced while 32 tasks read and write.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ClusterFailoverTests {
  private static let nodeTimeout = 2000

  /// Only commands in doubt fail, and say so; all others wait until somebody else has the slots.
  @Test(arguments: ServerBinary.forTopologies) func aPrimaryIsKilled(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary, .failingOver(after: Self.nodeTimeout)) { cluster in
      try await replace(cluster, how: "killed") { $0.kill() } undo: { try await $0.start() }
    }
  }

  /// One that hangs, with all of its connections: nobody is told that they are broken.
  @Test(arguments: ServerBinary.forTopologies) func aPrimaryHangs(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary, .failingOver(after: Self.nodeTimeout)) { options in
      options.node.probeInterval = .milliseconds(500)
      options.node.probeTimeout = .milliseconds(1000)
    } _: { cluster in
      try await replace(cluster, how: "held") { $0.freeze() } undo: { $0.thaw() }
    }
  }

  private func replace(
    _ cluster: FaultyCluster, how: String, _ fault: (RealCluster.Node) -> Void,
    undo: (RealCluster.Node) async throws -> Void
  ) async throws {
    let primary = try await cluster.servers.owner(of: 0)
    let foundSlots = try await cluster.servers.slots(of: primary)
    let slots = try #require(foundSlots.first)
    let replica = try await cluster.servers.replica(of: primary)
    let load = ClusterLoad(cluster.redis, keys: cluster.names(320, of: slots))
    try await load.goOn(for: 1000)

    let start = ContinuousClock.now
    fault(primary)
    let promotion = Task {
      try await cluster.servers.waitUntilPrimary(replica)
      return ContinuousClock.now
    }
    let write = try await cluster.firstWrite(in: slots)
    let promoted = try await promotion.value
    try await load.goOn(for: 1000)
    try await undo(primary)
    try await cluster.servers.settle()
    try await load.goOn(for: 1000)
    let report = await load.finish()
    print(
      "a primary of \(cluster.servers.binary) is \(how), node timeout \(Self.nodeTimeout) ms: the replica takes over after "
        + "\(milliseconds(promoted - start)) ms, the first write succeeds after \(milliseconds(write - start)) ms; \(report.summary)")
    let clear = report.failures.filter { !$0.mayHaveBeenApplied }
    #expect(clear == [])
    // As many as were under way at most: one command of each task, or six in a pipeline.
    #expect(report.failures.count <= 32 * 6)
    #expect(report.doubled == [])
    // Servers do not wait for their replicas. What is lost was written just before.
    #expect(report.lost.count <= 32 * 6, "\(report.lost)")
  }

  /// The primary agrees to it, and nobody is the worse for it.
  @Test(arguments: ServerBinary.forTopologies) func failoverByHand(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary) { cluster in
      let slots = 0...5000
      let load = ClusterLoad(cluster.redis, keys: cluster.names(320, of: slots))
      try await load.goOn(for: 500)
      var times: [Duration] = []
      // Not twice the same: a server that has just won an election begins none for as long as four node timeouts.
      for slot in [0, 8000, 16_383] {
        let primary = try await cluster.servers.owner(of: slot)
        let replica = try await cluster.servers.replica(of: primary)
        let start = ContinuousClock.now
        try await cluster.servers.failOver(to: replica)
        times.append(ContinuousClock.now - start)
        try await load.goOn(for: 300)
      }
      let report = await load.finish()
      print("three failovers of \(cluster.servers.binary) by hand, \(distribution(times)): \(report.summary)")
      #expect(report.failures == [])
      #expect(report.lost == [])
      #expect(report.doubled == [])
    }
  }
}
