import Testing

@testable import TypedRedis

@Suite struct ClusterViewTests {
  private let asked = Endpoint.tcp(host: "asked", port: 7000)

  private func slots(
    _ reply: RESPValue, remap: (Endpoint) -> Endpoint = { $0 }
  ) throws -> ClusterView {
    let ranges = try reply.decode(as: [ClusterSlotRange].self)
    return try ClusterView(slots: ranges, from: asked, isSecure: false, remap: remap)
  }

  private func shards(
    _ reply: RESPValue, isSecure: Bool = false, remap: (Endpoint) -> Endpoint = { $0 }
  ) throws -> ClusterView {
    let shards = try reply.decode(as: [ClusterShard].self)
    return try ClusterView(shards: shards, from: asked, isSecure: isSecure, remap: remap)
  }

  private func range(_ start: Int, _ end: Int, _ nodes: [RESPValue]) -> RESPValue {
    .array([.integer(start), .integer(end)] + nodes)
  }

  private func node(_ host: String?, _ port: Int, _ id: String, _ more: [RESPValue.Pair] = []) -> RESPValue {
    .array([host.map { .bulk(RedisBytes($0)) } ?? .null, .integer(port), .bulk(RedisBytes(id)), .map(more)])
  }

  private func shard(_ slots: [Int], _ nodes: [[String: RESPValue]]) -> RESPValue {
    .map([
      .init(.bulk("slots"), .array(slots.map { .integer($0) })),
      .init(.bulk("nodes"), .array(nodes.map { .map($0.map { .init(.bulk(RedisBytes($0)), $1) }) })),
    ])
  }

  private func member(
    _ id: String, _ host: String, _ port: Int?, tls: Int? = nil, role: String = "master", health: String = "online",
    zone: String? = nil
  ) -> [String: RESPValue] {
    var fields: [String: RESPValue] = [
      "id": .bulk(RedisBytes(id)), "ip": .bulk("10.0.0.1"), "endpoint": .bulk(RedisBytes(host)),
      "role": .bulk(RedisBytes(role)), "replication-offset": .integer(0), "health": .bulk(RedisBytes(health)),
    ]
    fields["port"] = port.map { .integer($0) }
    fields["tls-port"] = tls.map { .integer($0) }
    fields["availability-zone"] = zone.map { .bulk(RedisBytes($0)) }
    return fields
  }

  // MARK: SLOTS

  @Test func rangesOfOnePrimaryAreOneShard() throws {
    let view = try slots(
      .array([
        range(11, 20, [node("b", 7001, "2")]),
        range(0, 10, [node("a", 7000, "1"), node("c", 7002, "3")]),
        range(30, 40, [node("a", 7000, "1"), node("c", 7002, "3")]),
        range(21, 29, [node("b", 7001, "2")]),
      ]))
    #expect(
      view.shards == [
        .init(
          primary: .init(endpoint: .tcp(host: "a", port: 7000), id: "1"),
          replicas: [.init(endpoint: .tcp(host: "c", port: 7002), id: "3")], slots: [0...10, 30...40]),
        .init(primary: .init(endpoint: .tcp(host: "b", port: 7001), id: "2"), replicas: [], slots: [11...29]),
      ])
    #expect(view.nodes.map(\.isReplica) == [false, true, false])
    #expect(view.nodes.first?.slots == [0...10, 30...40])
  }

  @Test func unknownHostsAreTheOneThatWasAsked() throws {
    for host in [nil, "", "?"] {
      let view = try slots(.array([range(0, 16383, [node(host, 7005, "1")])]))
      #expect(view.nodes.map(\.endpoint) == [.tcp(host: "asked", port: 7005)])
    }
    let ranges = try RESPValue.array([range(0, 1, [node(nil, 7005, "1")])]).decode(as: [ClusterSlotRange].self)
    let view = try ClusterView(slots: ranges, from: .unix(path: "/run/s"), isSecure: false) { $0 }
    #expect(view.nodes.map(\.endpoint) == [.tcp(host: "localhost", port: 7005)])
  }

  @Test func zonesAndOtherAddresses() throws {
    let zone = [RESPValue.Pair(.bulk("availability-zone"), .bulk("west-1"))]
    let none = [RESPValue.Pair(.bulk("availability-zone"), .bulk(""))]
    let view = try slots(.array([range(0, 1, [node("a", 1, "1", zone), node("b", 2, "2", none)])])) { endpoint in
      endpoint == .tcp(host: "b", port: 2) ? .tcp(host: "outside", port: 99) : endpoint
    }
    #expect(view.nodes.map(\.zone) == ["west-1", nil])
    #expect(view.nodes.map(\.endpoint) == [.tcp(host: "a", port: 1), .tcp(host: "outside", port: 99)])
  }

  @Test func whatCannotBeReachedIsLeftOut() throws {
    let view = try slots(
      .array([range(0, 1, [node("a", 0, "1"), node("b", 2, "2")]), range(2, 3, [node("c", 3, "3"), node("d", 0, "4")]), range(5, 6, [])]))
    #expect(view.nodes.map(\.id) == ["3"])
    #expect(try slots(.array([])).shards.isEmpty)
  }

  @Test(arguments: [(-1, 5), (0, 16384), (7, 6), (Int.min, Int.max), (16384, 16384)])
  func slotsThatThereAreNot(_ start: Int, _ end: Int) throws {
    let reply = RESPValue.array([range(start, end, [node("a", 1, "1")])])
    let error = #expect(throws: RedisError.self) { try slots(reply) }
    #expect(error?.code == .unexpectedReply)
    let other = #expect(throws: RedisError.self) { try shards(.array([shard([start, end], [member("1", "a", 1)])])) }
    #expect(other?.code == .unexpectedReply)
  }

  @Test(arguments: [-1, 65536, Int.max]) func portsThatThereAreNot(_ port: Int) {
    let error = #expect(throws: RedisError.self) { try slots(.array([range(0, 1, [node("a", port, "1")])])) }
    #expect(error?.message.contains("\(port)") == true)
    #expect(throws: RedisError.self) { try shards(.array([shard([0, 1], [member("1", "a", port)])])) }
  }

  @Test func slotsOfTwoNodes() {
    let error = #expect(throws: RedisError.self) {
      try slots(.array([range(0, 10, [node("a", 1, "1")]), range(10, 20, [node("b", 2, "2")])]))
    }
    #expect(error?.message.contains("slot 10") == true)
    #expect(throws: RedisError.self) {
      try slots(.array([range(0, 10, [node("a", 1, "1")]), range(3, 4, [node("a", 1, "1")])]))
    }
  }

  // MARK: SHARDS

  @Test func onlyThoseOnline() throws {
    let view = try shards(
      .array([
        shard(
          [100, 200, 0, 5],
          [
            member("9", "z", 7, health: "fail"), member("1", "a", 1), member("3", "c", 3, role: "replica", zone: "east"),
            member("2", "b", 2, role: "replica"), member("4", "d", 4, role: "replica", health: "loading"),
          ]),
        // Without a primary, and without slots.
        shard([300, 400], [member("5", "e", 5, health: "fail"), member("6", "f", 6, role: "replica")]),
        shard([], [member("7", "g", 7)]),
      ]))
    #expect(view.nodes.map(\.id) == ["1", "2", "3"])
    #expect(view.nodes.map(\.zone) == [nil, nil, "east"])
    #expect(view.shards.map(\.slots) == [[0...5, 100...200]])
  }

  @Test func portsForTLS() throws {
    let reply = RESPValue.array([
      shard([0, 1], [member("1", "a", 1, tls: 11), member("2", "b", nil, tls: 12, role: "replica"), member("3", "?", 3, role: "replica")])
    ])
    func ports(_ isSecure: Bool) throws -> [Endpoint] { try shards(reply, isSecure: isSecure).nodes.map(\.endpoint) }
    #expect(try ports(true) == [.tcp(host: "a", port: 11), .tcp(host: "b", port: 12), .tcp(host: "asked", port: 3)])
    #expect(try ports(false) == [.tcp(host: "a", port: 1), .tcp(host: "b", port: 12), .tcp(host: "asked", port: 3)])
  }

  @Test func viewsCanBeCompared() throws {
    let one = try slots(
      .array([range(0, 10, [node("a", 1, "1"), node("c", 3, "3"), node("d", 4, "4")]), range(11, 20, [node("b", 2, "2")])]))
    let other = try shards(
      .array([
        shard([11, 20], [member("2", "b", 2)]),
        shard(
          [0, 3, 4, 10],
          [member("4", "d", 4, role: "replica"), member("3", "c", 3, role: "replica"), member("1", "a", 1)]),
      ]))
    #expect(one == other)
  }
}
