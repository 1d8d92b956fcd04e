import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func cluster(_ server: LiveServer) async throws {
    try await server.inBothProtocols(group: "cluster") { session async throws in
      let first = try ClusterNode(server.binary)
      defer { first.stop() }
      let second = try ClusterNode(server.binary)
      defer { second.stop() }
      try await session.run(at: first.url) { live in
        await clusterAlone(live)
        await clusterSlots(live)
        await live.check(Commands.CLUSTER.MEET.self) { live async throws in
          try await live.withClient(of: second.url) { other async throws in
            await clusterPair(live, first, other, second)
            await clusterMigration(live, first, other)
            await clusterReplication(live, first, other)
            await clusterKeys(live, other)
            await clusterEnd(live, other)
          }
        }
        await clusterConnection(live)
      }
    }
  }

  /// What a node says of itself.
  private func clusterAlone(_ live: Live) async {
    await live.check(Commands.CLUSTER.MYID.self) { live async throws in
      #expect(try await live.clusterMyid().count == 40)
    }
    await live.check(Commands.CLUSTER.MYSHARDID.self) { live async throws in
      #expect(try await live.clusterMyshardid().count == 40)
    }
    await live.check(Commands.CLUSTER.INFO.self) { live async throws in
      #expect(try await live.clusterInfo().knownNodes == 1)
    }
    await live.check(Commands.CLUSTER.NODES.self) { live async throws in
      let nodes = try await live.clusterNodes()
      #expect(nodes.map(\.id) == [try await live.clusterMyid()])
      #expect(nodes.first?.flags == [.myself, .primary])
    }
    await live.check(Commands.CLUSTER.HELP.self) { live async throws in
      #expect(try await live.clusterHelp().first?.hasPrefix("CLUSTER ") == true)
    }
    await live.check(Commands.CLUSTER.KEYSLOT.self) { live async throws in
      #expect(try await live.clusterKeyslot(key: "foo") == 12182)
      #expect(try await live.clusterKeyslot(key: "any{foo}thing") == 12182)
    }
    await live.check(Commands.CLUSTER.SAVECONFIG.self) { live async throws in
      try await live.clusterSaveconfig()
    }
    await live.check(Commands.CLUSTER.SET_CONFIG_EPOCH.self) { live async throws in
      try await live.clusterSetConfigEpoch(configEpoch: 3)
      #expect(await refusal { try await live.clusterSetConfigEpoch(configEpoch: 4) } == "ERR")
    }
    await live.check(Commands.CLUSTER.BUMPEPOCH.self) { live async throws in
      let bump = try await live.clusterBumpepoch()
      #expect(bump == ClusterEpochBump(epoch: 3, isNew: false))
      #expect(try await live.clusterInfo().ownEpoch == 3)
    }
    await live.check(Commands.CLUSTER.COUNT_FAILURE_REPORTS.self) { live async throws in
      let id = try await live.clusterMyid()
      #expect(try await live.clusterCountFailureReports(nodeId: id) == 0)
      #expect(await refusal { _ = try await live.clusterCountFailureReports(nodeId: "none") } == "ERR")
    }
    await live.check(Commands.CLUSTER.LINKS.self) { live async throws in
      #expect(try await live.clusterLinks().isEmpty)
    }
  }

  /// Giving and taking slots, at the end of which the node has all of them.
  private func clusterSlots(_ live: Live) async {
    await live.check(Commands.CLUSTER.SLOTS.self) { live async throws in
      #expect(try await live.clusterSlots().isEmpty)
    }
    await live.check(Commands.CLUSTER.ADDSLOTS.self) { live async throws in
      try await live.clusterAddslots(slots: [1, 2, 5])
      #expect(try await live.clusterSlots().map(\.slots) == [1...2, 5...5])
      #expect(await refusal { try await live.clusterAddslots(slots: [5]) } == "ERR")
      let names: [(String, String?)] = [("unknown-endpoint", nil), ("hostname", "?"), ("ip", nil)]
      let id = try await live.clusterMyid()
      for (kind, host) in names {
        try await live.configSet(parameters: [(name: "cluster-preferred-endpoint-type", value: kind)])
        let node = try #require(try await live.clusterSlots().first?.primary)
        #expect(node.host == host && node.id == id)
      }
    }
    await live.check(Commands.CLUSTER.DELSLOTS.self) { live async throws in
      try await live.clusterDelslots(slots: [5])
      #expect(try await live.clusterSlots().map(\.slots) == [1...2])
    }
    await live.check(Commands.CLUSTER.FLUSHSLOTS.self) { live async throws in
      try await live.clusterFlushslots()
      #expect(try await live.clusterSlots().isEmpty)
    }
    await live.check(Commands.CLUSTER.ADDSLOTSRANGE.self) { live async throws in
      try await live.clusterAddslotsrange(ranges: [
        (startSlot: 0, endSlot: 99), (startSlot: 100, endSlot: 16383),
      ])
      let range = try #require(try await live.clusterSlots().first)
      #expect(range.slots == 0...16383)
      #expect(range.primary?.id == (try await live.clusterMyid()))
      #expect(range.replicas.isEmpty)
    }
    await live.check(Commands.CLUSTER.DELSLOTSRANGE.self) { live async throws in
      try await live.clusterDelslotsrange(ranges: [(startSlot: 10, endSlot: 19), (startSlot: 30, endSlot: 30)])
      #expect(try await live.clusterSlots().map(\.slots) == [0...9, 20...29, 31...16383])
      try await live.clusterAddslotsrange(ranges: [(startSlot: 10, endSlot: 19), (startSlot: 30, endSlot: 30)])
    }
    await live.check(Commands.CLUSTER.SHARDS.self) { live async throws in
      let shard = try #require(try await live.clusterShards().first)
      #expect(shard.slots == [SlotRange(start: 0, end: 16383)])
      let node = try #require(shard.nodes.first)
      #expect(node.id == (try await live.clusterMyid()))
      #expect(node.role == "master")
      #expect(node.health == "online")
      #expect(node.port != nil)
      #expect(node.otherFields.isEmpty)
      #expect(shard.otherFields.isEmpty)
    }
    await live.check(Commands.CLUSTER.SHARDS.self, valkey: "8.1.0") { live async throws in
      let shard = try #require(try await live.clusterShards().first)
      #expect(shard.id == (try await live.clusterMyshardid()))
    }
  }

  // MARK: Keys

  private func clusterKeys(_ live: Live, _ owner: FurtherClient) async {
    await live.check(Commands.CLUSTER.COUNTKEYSINSLOT.self) { live async throws in
      try await owner.mset(entries: [(key: "{foo}1", value: 1), (key: "{foo}2", value: 2)])
      #expect(try await owner.clusterCountkeysinslot(slot: 12182) == 2)
      #expect(try await owner.clusterCountkeysinslot(slot: 1) == 0)
    }
    await live.check(Commands.CLUSTER.GETKEYSINSLOT.self) { live async throws in
      #expect(Set(try await owner.clusterGetkeysinslot(slot: 12182, count: 10)) == ["{foo}1", "{foo}2"])
      #expect(try await owner.clusterGetkeysinslot(slot: 12182, count: 1, as: String.self).count == 1)
      #expect(try await owner.clusterGetkeysinslot(slot: 1, count: 10).isEmpty)
    }
    await live.check(Commands.CLUSTERSCAN.self) { live async throws in
      for slot in [nil, 12182] {
        var cursor = "0"
        var keys: Set<String> = []
        repeat {
          let page = try await owner.clusterscan(
            cursor: cursor, match: "{foo}*", count: 1000, type: "string", slot: slot, as: String.self)
          cursor = page.cursor
          keys.formUnion(page.keys)
        } while cursor != "0"
        #expect(keys == ["{foo}1", "{foo}2"])
      }
      #expect(try await owner.clusterscan(cursor: "0").cursor != "0")
    }
    await live.check(Commands.CLUSTER.SLOT_STATS.self) { live async throws in
      let some = try await owner.clusterSlotStats(filter: .slotsrange(startSlot: 12181, endSlot: 12182))
      #expect(some.map(\.slot) == [12181, 12182])
      #expect(some.map(\.usage.keyCount) == [0, 2])
      #expect(some.allSatisfy { $0.usage.otherFields.isEmpty })
      let most = try await owner.clusterSlotStats(filter: .orderby(metric: "key-count", limit: 1, order: .descending))
      #expect(most.map(\.slot) == [12182])
    }
    await live.check(Commands.CLUSTER.SLOT_STATS.self) { live async throws in
      let which = live.server.binary.kind == .redis ? "cpu net" : "yes"
      try await owner.configSet(parameters: [(name: "cluster-slot-stats-enabled", value: which)])
      _ = try await owner.get(key: "{foo}1")
      let usage = try #require(
        try await owner.clusterSlotStats(filter: .slotsrange(startSlot: 12182, endSlot: 12182)).first?.usage)
      #expect((usage.networkBytesIn ?? 0) > 0)
      #expect((usage.networkBytesOut ?? 0) > 0)
      #expect(usage.cpuTime != nil)
      #expect(usage.otherFields.isEmpty)
    }
    await live.check(Commands.CLUSTER.FLUSHSLOT.self) { live async throws in
      try await owner.clusterFlushslot(slot: 12182)
      try await owner.clusterFlushslot(slot: 12182, flushType: .sync)
      try await owner.clusterFlushslot(slot: 12182, flushType: .async)
      #expect(try await owner.clusterCountkeysinslot(slot: 12182) == 0)
    }
  }

  private func clusterConnection(_ live: Live) async {
    await live.check(Commands.ASKING.self) { live async throws in
      try await live.withConnection { live async throws in try await live.asking() }
    }
    await live.check(Commands.READONLY.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.readonly()
        #expect(try await live.clientInfo().flags == .readOnly)
      }
    }
    await live.check(Commands.READWRITE.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.readonly()
        try await live.readwrite()
        #expect(try await live.clientInfo().flags == [])
      }
    }
  }
}
