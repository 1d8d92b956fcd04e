import TestSupport
import Testing

@testable import TypedRedis

/// The part of the server group for which further servers, or the end of one, are needed.
extension CommandTests {
  func serverReplication(_ live: Live, _ own: RealServer) async {
    await live.check(Commands.ROLE.self) { live async throws in
      guard case .primary(let offset, let replicas) = try await live.role() else {
        Issue.record("not a primary")
        return
      }
      #expect(offset >= 0)
      #expect(replicas.isEmpty)
    }
    await live.check(Commands.REPLICAOF.self) { live async throws in
      let follower = try RealServer(live.server.binary)
      defer { follower.stop() }
      try await live.withClient(of: follower.url) { other async throws in
        try await other.replicaof(host: "127.0.0.1", port: own.port)
        try await waitForReplica(other, of: own.port)
        try await eventually("the primary does not list its replica") {
          guard case .primary(_, let replicas) = try await live.role() else { return false }
          return replicas.map(\.port) == [follower.port]
        }
        try await other.replicaofNoOne()
        #expect(try await isPrimary(other))
        try await other.slaveof(host: "127.0.0.1", port: own.port)
        try await waitForReplica(other, of: own.port)
        try await other.slaveofNoOne()
        #expect(try await isPrimary(other))
        // Nobody listens there: the replica is at no offset.
        let nobody = try LoopbackSocket.freePort()
        try await other.replicaof(host: "127.0.0.1", port: nobody)
        try await other.replicaof(host: "127.0.0.1", port: nobody)
        guard case .replica("127.0.0.1", nobody, let state, let offset) = try await other.role() else {
          return #expect(Bool(false), "not a replica")
        }
        #expect(["connect", "connecting"].contains(state) && offset == nil)
        #expect(try await other.redis.withConnection { try await $0.hello().role } == "replica")
      }
    }
    await live.check(Commands.REPLCONF.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.replconf()
        try await live.replconf(options: [(name: "listening-port", value: "7777"), (name: "capa", value: "psync2")])
      }
    }
    await live.check(Commands.PSYNC.self) { live async throws in
      try await live.withConnection { live async throws in
        guard case .full(let id, _) = try await live.psync(replicationid: "?", offset: -1) else {
          Issue.record("not a full synchronisation")
          return
        }
        #expect(id.count == 40)
        // What comes from here on is a file and a stream of writes, not replies.
        let outcome = await refusal { _ = try await live.ping() }
        #expect(["unsupported", "connectionClosed"].contains(outcome))
      }
    }
    await live.check(Commands.SYNC.self) { live async throws in
      try await live.withConnection { live async throws in
        // The server sends the length of a file and the file, which has no end as a reply has it.
        #expect(await refusal { _ = try await live.sync() } == "protocolViolation")
      }
    }
    await live.check(Commands.TRIMSLOTS.self) { live async throws in
      let node = try RealServer(
        live.server.binary,
        arguments: ["--cluster-enabled", "yes", "--cluster-port", "\(try LoopbackSocket.freePort())"])
      defer { node.stop() }
      try await live.withClient(of: node.url) { other async throws in
        try await other.trimslots(ranges: [(start: 0, end: 5), (start: 9, end: 9)])
        try await other.clusterAddslotsrange(ranges: [(startSlot: 0, endSlot: 99)])
        #expect(await refusal { try await other.trimslots(ranges: [(start: 7, end: 7)]) } == "ERR")
        try await other.hotkeysStart(metrics: [.cpu], slots: [1, 5])
        let report = try #require(try await other.hotkeysGet().first)
        #expect(report.selectedSlots.map(\.start) == [1, 5])
        #expect(report.selectedSlots.map(\.end) == [nil, nil])
        #expect(report.byNetworkBytes == nil)
        #expect(try await other.hotkeysStop())
        try await other.hotkeysReset()
      }
    }
  }

  private func isPrimary(_ other: FurtherClient) async throws -> Bool {
    if case .primary = try await other.role() { return true }
    return false
  }

  private func waitForReplica(_ other: FurtherClient, of port: Int) async throws {
    try await eventually("the replica does not connect") {
      guard case .replica("127.0.0.1", port, let state, _) = try await other.role() else { return false }
      return state == "connected"
    }
  }

  func serverFailover(_ live: Live, _ own: RealServer) async {
    await live.check(Commands.FAILOVER.self) { live async throws in
      #expect(await refusal { try await live.failover() } == "ERR")
      let replica = try silentReplica(of: own)
      try await live.set(key: "server:unconfirmed", value: 1)
      try await live.failover()
      try await live.failover(abort: true)
      #expect(await refusal { try await live.failover(abort: true) } == "ERR")
      replica.close()
      let follower = try RealServer(live.server.binary, arguments: ["--replicaof", "127.0.0.1 \(own.port)"])
      defer { follower.stop() }
      try await live.withClient(of: follower.url) { other async throws in
        try await waitForReplica(other, of: own.port)
        try await eventually("the replica does not come online") {
          await refusal {
            try await live.failover(
              target: .init(host: "127.0.0.1", port: follower.port, force: true), timeoutMilliseconds: 9000)
          } == "no error"
        }
        try await eventually("the replica does not take over") { try await isPrimary(other) }
        try await live.replicaofNoOne()
      }
    }
  }

  func serverShutdown(_ live: Live) async {
    await live.check(Commands.SHUTDOWN.self) { live async throws in
      try await shutDown(live) { other in try await other.shutdown() }
      try await shutDown(live) { other in try await other.shutdown(mode: .noSave, now: true, force: true) }
      try await shutDown(live) { other in try await other.shutdown(mode: .save) }
    }
    await live.check(Commands.SHUTDOWN.self, valkey: "9.0.0") { live async throws in
      try await shutDown(live) { other in try await other.shutdown(now: true, safe: true) }
      let bus = "\(try LoopbackSocket.freePort())"
      try await shutDown(live, arguments: ["--cluster-enabled", "yes", "--cluster-port", bus]) { other in
        try await other.shutdown(failover: true)
      }
    }
    await live.check(Commands.SHUTDOWN.Abort.self) { live async throws in
      #expect(await refusal { try await live.shutdownAbort() } == "ERR")
      let own = try RealServer(live.server.binary, arguments: ["--repl-diskless-sync-delay", "0"])
      defer { own.stop() }
      let replica = try silentReplica(of: own)
      defer { replica.close() }
      try await live.withClient(of: own.url) { other async throws in
        try await abortShutdown(other)
      }
    }
  }

  private func abortShutdown(_ client: FurtherClient) async throws {
    try await client.set(key: "server:unconfirmed", value: 1)
    let shutdown = Task {
      await refusal {
        try await client.redis.withConnection { connection async throws in try await connection.shutdown() }
      }
    }
    try await eventually("no shutdown to abort") {
      await refusal { try await client.shutdownAbort() } == "no error"
    }
    #expect(await shutdown.value == "ERR")
    #expect(try await client.ping() == "PONG")
  }

  private func shutDown(
    _ live: Live, arguments: [String] = [], _ body: (FurtherClient) async throws -> Void
  ) async throws {
    let own = try RealServer(live.server.binary, arguments: arguments)
    defer { own.stop() }
    try await live.withClient(of: own.url) { other async throws in
      try await body(other)
      #expect(throws: LoopbackSocket.Failure.self) { try LoopbackSocket.connect(port: own.port) }
    }
  }

  /// A replica of the server that never confirms anything.
  private func silentReplica(of own: RealServer) throws -> LoopbackSocket {
    let socket = try LoopbackSocket.connect(port: own.port)
    socket.write("PSYNC ? -1\r\n")
    _ = socket.read()
    return socket
  }
}
