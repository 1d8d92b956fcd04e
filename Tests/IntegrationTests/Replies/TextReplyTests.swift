import RESP
import TestSupport
import Testing

@testable import TypedRedis

/// Replies that are texts, from servers of which there is something odd to tell.
@Suite(.serialized, .timeLimit(.minutes(5))) struct TextReplyTests {
  private func withClient(
    of url: String, in session: LiveSession, _ body: (Redis) async throws -> Void
  ) async throws {
    let redis = try await session.connect(to: url)
    defer { redis.close() }
    try await body(redis)
  }

  /// The text of a reply, which has to be of the kind that the protocol has for texts.
  private func text(_ reply: RESPValue, in session: LiveSession) throws -> String {
    switch (reply, session.protocolVersion) {
    case (.verbatim("txt", let bytes), .resp3), (.bulk(let bytes), .resp2):
      return String(decoding: bytes, as: UTF8.self)
    default:
      Issue.record("\(reply.kind) in \(session)")
      return ""
    }
  }

  // MARK: Connections

  @Test(arguments: LiveSession.all) func connectionsInOddStates(_ session: LiveSession) async throws {
    let real = try RealServer(session.server.binary)
    defer { real.stop() }
    var states: [(name: String, commands: String)] = [
      ("multi", "MULTI\r\nSET a b\r\nGET a\r\n"), ("watch", "WATCH a b\r\n"),
      ("doomed", "WATCH c\r\nMULTI\r\n"), ("blocked", "BLPOP none 0\r\n"),
      ("subscribed", "SUBSCRIBE a b\r\nPSUBSCRIBE p*\r\nSSUBSCRIBE s\r\n"),
      ("three", "HELLO 3\r\nCLIENT TRACKING ON BCAST PREFIX x\r\n"), ("monitor", "MONITOR\r\n"),
      ("silent", "CLIENT REPLY OFF\r\n"), ("noevict", "CLIENT NO-EVICT ON\r\n"), ("na=me", "PING\r\n"),
      ("user", "AUTH a=b x\r\n"), ("half", "*2\r\n$3\r\nGET\r\n$10\r\nab"),
    ]
    if session.server.has(Commands.CLIENT.NO_TOUCH.descriptor) { states.append(("notouch", "CLIENT NO-TOUCH ON\r\n")) }

    try await withClient(of: real.url, in: session) { redis in
      try await redis.aclSetuser(username: "a=b", rules: ["on", "nopass", "~*", "+@all"])
      try await redis.aclSetuser(username: [0x75, 0xFF] as [UInt8], rules: ["on", "nopass", "~*", "+@all"])
      var sockets: [LoopbackSocket] = []
      defer { for socket in sockets { socket.close() } }
      for state in states {
        let socket = try LoopbackSocket.connect(port: real.port)
        sockets.append(socket)
        socket.write("CLIENT SETNAME \(state.name)\r\n" + state.commands)
      }
      let strange = try LoopbackSocket.connect(port: real.port)
      sockets.append(strange)
      strange.write(Array("*3\r\n$4\r\nAUTH\r\n$2\r\nu".utf8) + [0xFF] + Array("\r\n$1\r\nx\r\nSELECT 4\r\n".utf8))

      var clients: [String: ClientInfo] = [:]
      try await eventually("the connections are not in their states") {
        let list = try await redis.clientList()
        clients = Dictionary(list.map { ($0.name ?? $0.user ?? "", $0) }) { first, _ in first }
        return clients["multi"]?.queuedCommands == 2 && clients["watch"]?.command == "watch"
          && clients["doomed"]?.queuedCommands == 0 && clients["blocked"]?.flags == .blocked
          && clients["subscribed"]?.shardChannels == 1 && clients["three"]?.redirection == 0
          && clients["monitor"]?.flags == .monitor && clients["silent"]?.command == "client|reply"
          && clients["noevict"]?.flags == .noEvict && clients["na=me"]?.command == "ping"
          && clients["user"]?.user == "a=b" && clients["half"]?.command == "client|setname"
          && clients["u\u{FFFD}"]?.database == 4
          && (clients["notouch"]?.flags == .noTouch || !session.server.has(Commands.CLIENT.NO_TOUCH.descriptor))
      }
      #expect(clients["multi"]?.flags == .queueing)
      #expect(clients["doomed"]?.flags.contains(.transactionDoomed) == false)
      try await redis.set(key: "c", value: "changed")
      #expect(
        try await redis.clientList().first { $0.name == "doomed" }?.flags == [.queueing, .transactionDoomed])
      #expect(clients["subscribed"]?.flags == .subscribed)
      #expect(clients["subscribed"]?.channels == 2)
      #expect(clients["subscribed"]?.patterns == 1)
      #expect(clients["three"]?.flags == [.tracking, .broadcastTracking])
      #expect(clients["three"]?.protocolVersion == 3)
      #expect(clients["blocked"]?.protocolVersion == 2)
      #expect(clients.values.allSatisfy { $0.address.hasPrefix("127.0.0.1:") && ($0.age ?? .seconds(99)) < .seconds(60) })

      try await withClient(of: "unix://\(real.socketPath)", in: session) { local in
        let info = try await local.clientInfo()
        #expect(info.flags == .unixSocket)
        #expect(info.address.contains(real.socketPath))
      }
      try await expectNothingLost(redis, session)
    }
  }

  /// What is parsed has all that the text says.
  private func expectNothingLost(_ redis: Redis, _ session: LiveSession) async throws {
    let list = try text(try await redis.execute("CLIENT", "LIST"), in: session)
    let lines = list.split(separator: "\n")
    #expect(lines.count > 10)
    for line in lines {
      let client = try ClientInfo(line: line)
      #expect(client.description == line)
      let letters = Set(client.fields["flags"] ?? "").subtracting("N")
      #expect(Set(client.flags.letters) == letters)
    }
    let own = try text(try await redis.execute("CLIENT", "INFO"), in: session)
    #expect(try ClientInfo(line: own.dropLast()).description + "\n" == own)
  }

  // MARK: The server

  @Test(arguments: LiveSession.all) func primaryAndReplica(_ session: LiveSession) async throws {
    let primary = try RealServer(session.server.binary, arguments: ["--repl-diskless-sync-delay", "0"])
    defer { primary.stop() }
    let replica = try RealServer(session.server.binary, arguments: ["--replicaof", "127.0.0.1 \(primary.port)"])
    defer { replica.stop() }
    try await withClient(of: primary.url, in: session) { redis in
      try await withClient(of: replica.url, in: session) { follower in
        try await eventually("the replica does not follow") {
          let replicas = try await redis.info(sections: ["replication"]).replication.replicas
          let primary = try await follower.info(sections: ["replication"]).replication.primary
          return replicas.map(\.state) == ["online"] && primary?.isLinkUp == true
        }
        try await useServer(redis)
        try await expectCounts(redis, session)
        let info = try await redis.info(sections: ["everything"])
        #expect(info.replication.isPrimary == true)
        #expect(info.replication.replicas.map(\.port) == [replica.port])
        #expect(try await redis.clientList(type: .replica).map(\.flags) == [.replica])
        let other = try await follower.info(sections: ["everything"])
        #expect(other.replication.isReplica == true)
        #expect(other.replication.id == info.replication.id)
        #expect(other.replication.primary?.port == primary.port)
        #expect(try await follower.clientList(type: .master).map(\.flags) == [.primary])
        for client in [redis, follower] {
          for section in ["everything", "all", "default", "modules", "debug", "keysizes", "no-such-section"] {
            let text = try text(try await client.execute("INFO", section), in: session)
            #expect(ServerInfo(text: text).description == text, "\(section)")
          }
        }
        primary.stop()
        try await eventually("the replica does not miss its primary") {
          try await follower.info(sections: ["replication"]).replication.primary?.isLinkUp == false
        }
        let lost = try await follower.info().replication.primary
        #expect(lost?.lastContact == nil)
        #expect(lost?.linkDownFor != nil)
      }
    }
  }

  private func useServer(_ redis: Redis) async throws {
    try await redis.set(key: "text", value: String(repeating: "x", count: 5000))
    try await redis.rpush(key: "list", elements: [1, 2, 3])
    _ = try await redis.execute("EXPIRE", "list", 1000)
    #expect(await refusal { _ = try await redis.incr(key: "list") } == "WRONGTYPE")
    #expect(await refusal { _ = try await redis.execute("GET") } == "ERR")
    _ = try await redis.get(key: "text")
  }

  private func expectCounts(_ redis: Redis, _ session: LiveSession) async throws {
    let info = try await redis.info(sections: ["everything"])
    #expect(info.commands["incr"]?.failedCalls == 1)
    #expect(info.commands["get"]?.rejectedCalls == 1)
    #expect((info.commands["get"]?.durationPerCall ?? .zero) > .zero)
    #expect(info.errors["WRONGTYPE"] == 1)
    #expect(info.latencies["rpush"]?.keys.sorted() == [50, 99, 99.9])
    #expect(info.keyspace.keys.sorted() == [0])
    #expect(info.keyspace[0]?.keys == 2)
    #expect(info.keyspace[0]?.expiringKeys == 1)
    #expect(info.stats.keyspaceHits == 1)
    #expect((info.memory.used ?? 0) > 0)
    #expect((info.cpu.user ?? .zero) + (info.cpu.system ?? .zero) > .zero)
    #expect(info.server.mode == "standalone")
    #expect((info.server.time?.seconds ?? 0) > 1_700_000_000)
    #expect(info.isClusterEnabled == false)
    if session.server.binary.kind == .redis, session.server.binary.isAtLeast("8.0.0") {
      #expect(info.keySizes.first { $0.type == "strings" }?.counts == [4096: 1])
      #expect(info.modules.map(\.name).contains("vectorset"))
    }
  }

  // MARK: A cluster

  @Test(arguments: LiveSession.all) func nodeWithAName(_ session: LiveSession) async throws {
    let bus = try LoopbackSocket.freePort()
    let node = try RealServer(
      session.server.binary,
      arguments: [
        "--cluster-enabled", "yes", "--cluster-port", "\(bus)", "--cluster-announce-hostname", "node.example",
      ])
    defer { node.stop() }
    try await withClient(of: node.url, in: session) { redis in
      try await redis.clusterAddslotsrange(ranges: [(startSlot: 0, endSlot: 5), (startSlot: 9, endSlot: 9)])
      let own = try #require(try await redis.clusterNodes().first)
      #expect(own.flags == [.myself, .primary])
      #expect(own.address.host == "")
      #expect(own.address.port == node.port)
      #expect(own.address.busPort == bus)
      #expect(own.address.hostname == "node.example")
      #expect(own.slots.ranges == [0...5, 9...9])
      #expect(own.isConnected)
      #expect(own.pingSent == nil)
      #expect(own.otherWords.isEmpty)
      try await redis.clusterMeet(ip: "127.0.0.1", port: try LoopbackSocket.freePort())
      try await eventually("the other node is not listed") {
        try await redis.clusterNodes().first { !$0.isMyself }?.flags == [.handshake]
      }
      let info = try await redis.clusterInfo()
      #expect(info.assignedSlots == 7)
      #expect(info.isOK == false)
      let text = try text(try await redis.execute("CLUSTER", "INFO"), in: session)
      #expect(ClusterInfo(text: text).description == text)
      #expect(try await redis.info(sections: ["cluster"]).isClusterEnabled == true)
      #expect(try await redis.info().server.mode == "cluster")
    }
  }
}
