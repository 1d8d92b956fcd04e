import TestSupport
import Testing
import TypedRedis

/// Clients that do not reach what the servers reach among themselves.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ClusterPartitionTests {
  private static var proxied: RealClusterOptions {
    var options = RealClusterOptions()
    options.isProxied = true
    return options
  }

  /// A black hole in front of one primary: its slots are out of reach, all others are not, and all is well when it ends.
  @Test(arguments: ServerBinary.forTopologies) func onePrimaryIsOutOfReach(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary, Self.proxied) { options in
      options.node.commandTimeout = .milliseconds(800)
      options.node.probeInterval = .milliseconds(300)
      options.node.probeTimeout = .milliseconds(500)
      options.node.connectTimeout = .milliseconds(500)
    } _: { cluster in
      try await partition(cluster)
    }
  }

  private func partition(_ cluster: FaultyCluster) async throws {
    let primary = try await cluster.servers.owner(of: 0)
    let foundLost = try await cluster.servers.slots(of: primary)
    let lost = try #require(foundLost.first)
    let names = cluster.names(320, of: lost)
    let inside = ClusterLoad(cluster.redis, keys: names.filter { lost.contains($0.hashSlot) }, tasks: 16)
    let outside = ClusterLoad(cluster.redis, keys: names.filter { !lost.contains($0.hashSlot) }, tasks: 16)
    try await inside.goOn(for: 200)
    primary.proxy?.blackhole(true)
    // Some have waited in vain.
    while inside.report.failures.count < 32 { try await Task.sleep(for: .milliseconds(5)) }
    try await outside.goOn(for: 1000)
    primary.proxy?.blackhole(false)
    primary.proxy?.cutAll()
    try await inside.goOn(for: 500)
    let (there, elsewhere) = (await inside.finish(), await outside.finish())
    print("out of reach, \(cluster.servers.binary): \(there.summary); elsewhere: \(elsewhere.summary)")
    #expect(elsewhere.failures == [])
    for report in [there, elsewhere] { #expect(report.lost == [] && report.doubled == []) }
    let codes = Set(there.failures.map(\.code))
    #expect(codes.isSubset(of: [.timedOut, .connectionClosed, .connectFailed]), "\(codes)")
  }

  /// All of them out of reach for a while, shorter than anybody waits: nobody notices.
  @Test(arguments: ServerBinary.forTopologies) func allAreSilentForAWhile(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary, Self.proxied) { cluster in
      let load = ClusterLoad(cluster.redis, keys: cluster.names(320, of: 0...5000))
      for _ in 0..<3 {
        try await load.goOn(for: 300)
        for node in cluster.servers.nodes { node.proxy?.pause() }
        try await Task.sleep(for: .milliseconds(300))
        for node in cluster.servers.nodes { node.proxy?.resume() }
      }
      try await load.goOn(for: 300)
      let report = await load.finish()
      print("silence, \(cluster.servers.binary): \(report.summary)")
      #expect(report.failures == [] && report.lost == [] && report.doubled == [])
    }
  }

  /// All connections are cut again and again: only what was under way is in doubt.
  @Test(arguments: ServerBinary.forTopologies) func allConnectionsAreCut(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary, Self.proxied) { cluster in
      let load = ClusterLoad(cluster.redis, keys: cluster.names(320, of: 0...5000))
      for number in 0..<6 {
        try await load.goOn(for: 300)
        for node in cluster.servers.nodes { node.proxy?.cutAll(number.isMultiple(of: 2) ? .reset : .close) }
      }
      try await load.goOn(for: 300)
      let report = await load.finish()
      print("cut, \(cluster.servers.binary): \(report.summary)")
      #expect(report.failures.filter { !$0.mayHaveBeenApplied } == [])
      #expect(report.lost == [] && report.doubled == [])
    }
  }
}
