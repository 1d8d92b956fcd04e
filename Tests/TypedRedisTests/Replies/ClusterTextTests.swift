import RESP
import Testing

@testable import TypedRedis

@Suite struct ClusterTextTests {
  private func nodes(_ text: String) throws -> [ClusterNodeInfo] {
    try decode(Commands.CLUSTER.NODES.self, text + "\n")
  }

  @Test func failingNodes() throws {
    let nodes = try nodes(Recorded.nodesFailing)
    #expect(nodes.map(\.isPrimary) == [true, true, true, false])
    #expect(nodes.map(\.isReplica) == [false, false, false, true])
    #expect(nodes.map(\.isMyself) == [false, false, true, false])
    #expect(nodes.map(\.isConnected) == [true, false, true, false])
    #expect(nodes.map(\.configEpoch) == [2, 3, 4, 4])
    #expect(nodes.map(\.slots.ranges) == [[5000...10000], [10001...16383], [0...4999], []])
    #expect(nodes[0].id == "b7d6daa214160c029dd00721a9e9d78b82539f68")
    #expect(nodes[0].address.host == "127.0.0.1")
    #expect(nodes[0].address.port == 33983)
    #expect(nodes[0].address.busPort == 43983)
    #expect(nodes[0].address.hostname == "node1.example")
    #expect(nodes[0].primaryID == nil)
    #expect(nodes[0].pingSent == nil)
    #expect(nodes[0].pongReceived == UnixTime(milliseconds: 1_795_243_471_720))
    #expect(nodes[1].flags == [.primary, .failing])
    #expect(nodes[1].pingSent == UnixTime(milliseconds: 1_795_243_467_699))
    #expect(nodes[1].address.hostname == nil)
    #expect(nodes[2].migratingSlots == [100: nodes[0].id, 200: nodes[1].id])
    #expect(nodes[2].importingSlots.isEmpty)
    #expect(nodes[3].primaryID == nodes[2].id)
    #expect(nodes.allSatisfy { $0.otherWords.isEmpty })
  }

  @Test func movingSlots() throws {
    let nodes = try nodes(Recorded.nodesImporting)
    #expect(nodes[3].importingSlots == [100: nodes[2].id])
    #expect(nodes[3].migratingSlots.isEmpty)
    #expect(nodes[3].slots.contains(5000))
    #expect(!nodes[3].slots.contains(100))
    #expect(nodes[3].slots.count == 5001)
  }

  @Test func newNodes() throws {
    let nodes = try nodes(Recorded.nodesMeeting)
    #expect(nodes[0].address.host == "")
    #expect(nodes[0].address.port == 35895)
    #expect(nodes[0].pongReceived == nil)
    #expect(nodes[1].flags == [.handshake])
    #expect(!nodes[1].isPrimary)
  }

  @Test func oddLines() throws {
    let old = try ClusterNodeInfo(line: "a 2001:db8::1:6379 master,fail?,new - 0 0 18446744073709551615 connected 1 3-4")
    #expect(old.address.host == "2001:db8::1")
    #expect(old.address.port == 6379)
    #expect(old.address.busPort == nil)
    #expect(old.flags == [.primary, .possiblyFailing, .init(rawValue: "new")])
    #expect(old.configEpoch == .max)
    #expect(old.slots.ranges == [1...1, 3...4])
    let lost = try ClusterNodeInfo(line: "b :0@0 slave,noaddr a 1 1 1 disconnected")
    #expect(lost.flags == [.replica, .noAddress])
    #expect(lost.address.host == "")
    let newer = try ClusterNodeInfo(
      line: "c 10.0.0.1:6379@16379,host,shard-id=s noflags - 0 0 0 connected 9-5 70000 [x->-y] [5->-] {new}")
    #expect(newer.flags == [])
    #expect(newer.address.hostname == "host")
    #expect(newer.address.otherFields == ["shard-id": "s"])
    #expect(newer.slots.isEmpty)
    #expect(newer.otherWords == ["9-5", "70000", "[x->-y]", "[5->-]", "{new}"])
    #expect(ClusterNodeInfo.Address(text: "").host == "")
    #expect(ClusterNodeInfo.Address(text: "host@x").host == "host")
  }

  @Test func replicasAreAListOfLines() throws {
    let lines = Recorded.nodesFailing.split(separator: "\n").map(String.init)
    let reply = RESPValue.array(lines.map { .bulk(RedisBytes($0)) })
    #expect(try decode(Commands.CLUSTER.REPLICAS.self, reply: reply) == nodes(Recorded.nodesFailing))
    #expect(try decode(Commands.CLUSTER.SLAVES.self, reply: reply) == nodes(Recorded.nodesFailing))
    #expect(try decode(Commands.CLUSTER.REPLICAS.self, reply: .array([])).isEmpty)
  }

  @Test func linesThatSayTooLittle() {
    #expect(
      failure { try decode(Commands.CLUSTER.NODES.self, Recorded.nodesMeeting + "\nabc\n") }
        == "element 4: expected eight words about a node, got 1")
    #expect(
      failure { try ClusterNodeInfo(line: "a 1:1 master - x 0 0 connected") }
        == "field \"ping sent\": expected integer, got other text")
  }

  @Test func stateOfACluster() throws {
    let info = try decode(Commands.CLUSTER.INFO.self, Recorded.clusterInfo91.withCRLF)
    #expect(info.description == Recorded.clusterInfo91.withCRLF)
    #expect(info.isOK == false)
    #expect(info.assignedSlots == 16384)
    #expect(info.healthySlots == 10001)
    #expect(info.failingSlots == 6383)
    #expect(info.failingNodes == 2)
    #expect(info.knownNodes == 4)
    #expect(info.size == 3)
    #expect(info.currentEpoch == 3)
    #expect(info.messagesSent == 50)
    #expect(info.bytesSent == 118_856)
    #expect(info.messages["ping"] == .init(sent: 19, received: 20))
    #expect(info.messages["meet"] == .init(sent: 3, received: 0))
    #expect(info.messages.keys.sorted() == ["fail", "meet", "ping", "pong"])
    let older = try decode(Commands.CLUSTER.INFO.self, Recorded.clusterInfo70.withCRLF)
    #expect(older.isOK == true)
    #expect(older.failingNodes == nil)
    #expect(older.ownEpoch == 0)
    #expect(try decode(Commands.CLUSTER.INFO.self, "").isOK == nil)
  }

  @Test func runsOfSlots() throws {
    let task = RESPValue.fields([
      "id": .text("a"), "slots": .text("0-10 20-20 30-31"), "source": .text("b"), "dest": .text("c"),
      "operation": .text("import"), "state": .text("completed"), "last_error": .text(""), "retries": .integer(0),
      "create_time": .integer(1), "start_time": .integer(1), "end_time": .integer(1), "write_pause_ms": .integer(0),
    ])
    let tasks = try decode(Commands.CLUSTER.MIGRATION.Status.self, reply: .array([task]))
    #expect(tasks.map(\.slots) == [SlotSet(ranges: [0...10, 20...20, 30...31])])
    #expect(tasks.first?.slots.description == "0-10 20 30-31")
  }

  @Test func epochs() throws {
    #expect(try decode(Commands.CLUSTER.BUMPEPOCH.self, reply: .text("BUMPED 4")) == ClusterEpochBump(epoch: 4, isNew: true))
    #expect(try decode(Commands.CLUSTER.BUMPEPOCH.self, reply: .text("STILL 3")) == ClusterEpochBump(epoch: 3, isNew: false))
    #expect(failure { try decode(Commands.CLUSTER.BUMPEPOCH.self, reply: .text("OK")) } == "expected an epoch, got other text")
  }
}
