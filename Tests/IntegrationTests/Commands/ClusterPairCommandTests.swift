import TestSupport
import Testing

@testable import TypedRedis

/// A server with cluster support, alone at first.
final class ClusterNode: Sendable {
  let busPort: Int
  private let server: RealServer

  var url: String { server.url }
  var port: Int { server.port }

  init(_ binary: ServerBinary) throws {
    busPort = try LoopbackSocket.freePort()
    server = try RealServer(
      binary,
      arguments: [
        "--cluster-enabled", "yes", "--cluster-port", "\(busPort)", "--cluster-node-timeout", "60000",
        "--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1",
      ])
  }

  func stop() { server.stop() }
}

/// The part of the cluster group for which there must be two nodes.
extension CommandTests {
  func clusterPair(_ live: Live, _ first: ClusterNode, _ other: FurtherClient, _ second: ClusterNode) async {
    await live.check(Commands.CLUSTER.MEET.self) { live async throws in
      #expect(await refusal { try await live.clusterMeet(ip: "nowhere", port: 1) } == "ERR")
      try await live.clusterMeet(ip: "127.0.0.1", port: second.port, clusterBusPort: second.busPort)
      try await waitForMeeting(live, other)
    }
    await live.check(Commands.CLUSTER.LINKS.self) { live async throws in
      let id = try await other.clusterMyid()
      let links = try await live.clusterLinks()
      #expect(Set(links.map(\.direction)) == ["to", "from"])
      #expect(links.allSatisfy { $0.node == id && $0.created > UnixTime.now - .seconds(60) && $0.otherFields.isEmpty })
    }
    await live.check(Commands.CLUSTER.SETSLOT.self) { live async throws in
      let (own, others) = (try await live.clusterMyid(), try await other.clusterMyid())
      try await other.clusterSetslot(slot: 7, state: .importing(.string(own)))
      try await live.clusterSetslot(slot: 7, state: .migrating(.string(others)))
      #expect(try await live.clusterNodes().first { $0.isMyself }?.migratingSlots == [7: others])
      #expect(try await other.clusterNodes().first { $0.isMyself }?.importingSlots == [7: own])
      try await live.clusterSetslot(slot: 7, state: .stable)
      try await other.clusterSetslot(slot: 7, state: .stable)
      #expect(try await live.clusterNodes().allSatisfy { $0.migratingSlots.isEmpty })
      try await live.clusterSetslot(slot: 7, state: .node(.string(own)))
    }
    await live.check(Commands.CLUSTER.SETSLOT.self, valkey: "8.0.0") { live async throws in
      try await live.clusterSetslot(slot: 7, state: .stable, timeout: 100)
    }
  }

  private func waitForMeeting(_ live: Live, _ other: FurtherClient) async throws {
    try await eventually("the nodes do not meet") {
      let nodes = [try await live.clusterNodes(), try await other.clusterNodes()]
      return nodes.allSatisfy { nodes in
        nodes.count == 2 && nodes.allSatisfy { $0.isConnected && !$0.flags.contains(.handshake) }
      }
    }
    try await eventually("the cluster is not ready") {
      let states = [try await live.clusterInfo(), try await other.clusterInfo()]
      return states.allSatisfy { $0.isOK == true }
    }
  }

  func clusterMigration(_ live: Live, _ first: ClusterNode, _ other: FurtherClient) async {
    await live.check(Commands.CLUSTER.MIGRATION.self) { live async throws in
      let ranges = [(startSlot: 0, endSlot: 1), (startSlot: 5, endSlot: 5)]
      let task = try await other.clusterMigrationImport(ranges: ranges)
      #expect(task.count == 40)
      let status = try await other.clusterMigrationStatus(tasks: .taskId(.string(task)))
      #expect(status.map(\.id) == [task])
      #expect(status.first?.slots.ranges == [0...1, 5...5])
      #expect(status.first?.operation == "import")
      #expect(status.first?.otherFields.isEmpty == true)
      try await eventually("the slots do not move") {
        try await other.clusterMigrationStatus(tasks: .all).first?.state == "completed"
      }
      #expect(try await other.clusterMigrationCancel(tasks: .taskId(.string(task))) == 0)
      #expect(try await other.clusterMigrationCancel(tasks: .all) == 0)
      #expect(try await live.clusterMigrationStatus(tasks: .all).first?.operation == "migrate")
      let back = try await live.clusterMigrationImport(ranges: ranges)
      try await eventually("the slots do not move back") {
        try await live.clusterMigrationStatus(tasks: .taskId(.string(back))).first?.state == "completed"
      }
    }
    await live.check(Commands.CLUSTER.GETSLOTMIGRATIONS.self) { live async throws in
      #expect(try await live.clusterGetslotmigrations().isEmpty)
    }
    await live.check(Commands.CLUSTER.MIGRATESLOTS.self) { live async throws in
      let (own, others) = (try await live.clusterMyid(), try await other.clusterMyid())
      try await live.clusterMigrateslots(migrations: [
        .init(ranges: [(startSlot: 0, endSlot: 1), (startSlot: 5, endSlot: 5)], nodeId: others),
        .init(ranges: [(startSlot: 9, endSlot: 9)], nodeId: others),
      ])
      try await eventually("the slots do not move") {
        try await live.clusterGetslotmigrations().allSatisfy { $0.state == "success" }
      }
      let done = try await live.clusterGetslotmigrations()
      #expect(Set(done.map(\.slots.ranges)) == [[0...1, 5...5], [9...9]])
      #expect(done.allSatisfy { $0.operation == "EXPORT" && $0.sourceNode == own && $0.targetNode == others })
      #expect(done.allSatisfy { $0.otherFields.isEmpty && $0.created > UnixTime.now - .seconds(60) })
      try await other.clusterMigrateslots(migrations: [
        .init(
          ranges: [(startSlot: 0, endSlot: 1), (startSlot: 5, endSlot: 5), (startSlot: 9, endSlot: 9)], nodeId: own)
      ])
      try await eventually("the slots do not move back") {
        try await live.clusterSlots().map(\.slots) == [0...16383]
      }
    }
    await live.check(Commands.CLUSTER.CANCELSLOTMIGRATIONS.self) { live async throws in
      #expect(await refusal { try await live.clusterCancelslotmigrations() } == "ERR")
    }
    await live.check(Commands.CLUSTER.SYNCSLOTS.self) { live async throws in
      // The nodes' own command. Valkey's has other arguments, which nothing documents.
      try await live.withConnection { live async throws in
        let outcome = await refusal {
          _ = try await live.clusterSyncslots(subcommand: .conf([(option: "capa", value: "eof")]))
        }
        #expect(outcome == "ERR")
      }
    }
    await live.check(Commands.CLUSTER.SYNCSLOTS.self, redis: "8.4.0") { live async throws in
      try await live.withConnection { live async throws in
        _ = try await live.debug(subcommand: "MARK-INTERNAL-CLIENT")
        let conf: [(option: RedisValue, value: RedisValue)] = [(option: "capa", value: "eof")]
        #expect(try await live.clusterSyncslots(subcommand: .conf(conf)) == "OK")
      }
      try await live.withConnection { live async throws in
        _ = try await live.debug(subcommand: "MARK-INTERNAL-CLIENT")
        let task = RedisValue.string(String(repeating: "a", count: 40))
        let sync = Commands.CLUSTER.SYNCSLOTS.Subcommand.sync(taskId: task, slotRanges: [(startSlot: 3, endSlot: 4)])
        #expect(try await live.clusterSyncslots(subcommand: sync) == "RDBCHANNELSYNCSLOTS")
      }
    }
  }

  func clusterReplication(_ live: Live, _ first: ClusterNode, _ other: FurtherClient) async {
    await live.check(Commands.CLUSTER.REPLICATE.self) { live async throws in
      let own = try await live.clusterMyid()
      #expect(await refusal { try await other.clusterReplicate(nodeId: "none") } == "ERR")
      try await other.clusterReplicate(nodeId: own)
      try await eventually("the replica is not seen") {
        try await live.clusterReplicas(nodeId: own).count == 1
      }
    }
    await live.check(Commands.CLUSTER.REPLICAS.self) { live async throws in
      let (own, others) = (try await live.clusterMyid(), try await other.clusterMyid())
      let replica = try #require(try await live.clusterReplicas(nodeId: own).first)
      #expect(replica.id == others)
      #expect(replica.primaryID == own)
      #expect(replica.isReplica)
      #expect(await refusal { _ = try await live.clusterReplicas(nodeId: "none") } == "ERR")
    }
    await live.check(Commands.CLUSTER.SLAVES.self) { live async throws in
      #expect(try await live.clusterSlaves(nodeId: try await live.clusterMyid()).count == 1)
    }
    await live.check(Commands.CLUSTER.SLOTS.self) { live async throws in
      try await eventually("the replica is not listed") {
        try await live.clusterSlots().first?.replicas.count == 1
      }
      let range = try #require(try await live.clusterSlots().first)
      #expect(range.primary?.host == "127.0.0.1")
      #expect(range.primary?.port == first.port)
      #expect(range.replicas.first?.id == (try await other.clusterMyid()))
    }
    await live.check(Commands.CLUSTER.FAILOVER.self) { live async throws in
      #expect(await refusal { try await live.clusterFailover() } == "ERR")
      let (own, others) = (try await live.clusterMyid(), try await other.clusterMyid())
      try await eventually("the replica is not ready") {
        await refusal { try await other.clusterFailover() } == "no error"
      }
      try await waitForPrimary(others, live, other)
      try await live.clusterFailover(mode: .force)
      try await waitForPrimary(own, live, other)
      try await other.clusterFailover(mode: .takeover)
      try await waitForPrimary(others, live, other)
    }
  }

  private func waitForPrimary(_ id: String, _ live: Live, _ other: FurtherClient) async throws {
    try await eventually("the replica does not take over") {
      let views = [try await live.clusterNodes(), try await other.clusterNodes()]
      return views.allSatisfy { nodes in nodes.contains { $0.primaryID == id } }
    }
  }

  /// The nodes part; afterwards the first one is alone.
  func clusterEnd(_ live: Live, _ other: FurtherClient) async {
    await live.check(Commands.CLUSTER.REPLICATE.NoOne.self, valkey: "9.0.0") { live async throws in
      try await live.clusterReplicateNoOne()
      #expect(try await live.clusterNodes().contains { $0.isMyself && $0.isPrimary })
    }
    await live.check(Commands.CLUSTER.FORGET.self) { live async throws in
      #expect(await refusal { try await live.clusterForget(nodeId: "none") } == "ERR")
      #expect(await refusal { try await live.clusterForget(nodeId: try await live.clusterMyid()) } == "ERR")
      let id = try await live.clusterMyid()
      try await other.clusterForget(nodeId: id)
      #expect(try await other.clusterNodes().allSatisfy { $0.id != id })
    }
    await live.check(Commands.CLUSTER.RESET.self) { live async throws in
      let id = try await live.clusterMyid()
      try await live.clusterReset()
      try await live.clusterReset(mode: .soft)
      #expect(try await live.clusterMyid() == id)
      try await live.clusterReset(mode: .hard)
      #expect(try await live.clusterMyid() != id)
      #expect(try await live.clusterNodes().count == 1)
    }
  }
}
