import Foundation
import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func sentinel(_ server: LiveServer) async throws {
    try await server.inBothProtocols(group: "sentinel") { session async throws in
      let arguments = ["--repl-diskless-sync-delay", "0"]
      let primary = try RealServer(server.binary, arguments: arguments)
      defer { primary.stop() }
      let replica = try RealServer(
        server.binary, arguments: arguments + ["--replicaof", "127.0.0.1 \(primary.port)"])
      defer { replica.stop() }
      let monitor = "sentinel monitor main 127.0.0.1 \(primary.port) 1"
      let peer = try RealSentinel(server.binary, lines: [monitor])
      defer { peer.stop() }
      // The script runs until the sentinel's folder is gone, so that there is one to be seen.
      let own = try RealSentinel(
        server.binary, lines: [monitor, "sentinel notification-script main $folder/notify.sh"],
        files: ["notify.sh": "#!/bin/sh\nwhile [ -e \"$0\" ]; do sleep 0.05; done\n"])
      defer { own.stop() }

      try await session.run(at: own.url) { live in
        await sentinelSettings(live, own)
        await sentinelPrimaries(live, primary)
        await sentinelAddresses(live, primary)
        await sentinelOthers(live, replica, peer)
        await sentinelOwnPrimaries(live, primary)
        await sentinelFailures(live, replica, peer)
      }
    }
  }

  private func sentinelSettings(_ live: Live, _ own: RealSentinel) async {
    await live.check(Commands.SENTINEL.DEBUG.Set.self) { live async throws in
      try await live.sentinelDebugSet(parameters: [
        (parameter: "info-period", value: 100), (parameter: "ping-period", value: 100),
        (parameter: "publish-period", value: 100),
      ])
    }
    await live.check(Commands.SENTINEL.DEBUG.self) { live async throws in
      let settings = try await live.sentinelDebug()
      #expect(settings["INFO-PERIOD"] == .milliseconds(100))
      #expect(settings["PING-PERIOD"] == .milliseconds(100))
      #expect(settings["ELECTION-TIMEOUT"] != nil)
    }
    await live.check(Commands.SENTINEL.CONFIG.self) { live async throws in
      try await live.sentinelConfigSet(parameters: [(parameter: "resolve-hostnames", value: "yes")])
      #expect(
        await refusal {
          try await live.sentinelConfigSet(parameters: [(parameter: "no-such", value: "yes")])
        } != "no error")
    }
    await live.check(Commands.SENTINEL.CONFIG.self, since: "7.2.0") { live async throws in
      try await live.sentinelConfigSet(parameters: [
        (parameter: "resolve-hostnames", value: "yes"), (parameter: "announce-hostnames", value: "no"),
      ])
    }
    await live.check(Commands.SENTINEL.CONFIG.Get.self) { live async throws in
      let found = try await live.sentinelConfigGet(parameters: ["resolve-hostnames"])
      #expect(found == ["resolve-hostnames": "yes"])
      #expect(try await live.sentinelConfigGet(parameters: ["*"]).count > 4)
    }
    await live.check(Commands.SENTINEL.CONFIG.Get.self, since: "7.2.0") { live async throws in
      let found = try await live.sentinelConfigGet(parameters: ["resolve-*", "announce-hostnames"])
      #expect(found == ["resolve-hostnames": "yes", "announce-hostnames": "no"])
    }
    await live.check(Commands.SENTINEL.FLUSHCONFIG.self) { live async throws in
      try await live.sentinelFlushconfig()
      let text = try String(contentsOfFile: own.configuration, encoding: .utf8)
      #expect(text.contains("sentinel myid \(try await live.sentinelMyid())"))
    }
    await live.check(Commands.SENTINEL.MYID.self) { live async throws in
      #expect(try await live.sentinelMyid().count == 40)
    }
    await live.check(Commands.SENTINEL.HELP.self) { live async throws in
      #expect(try await live.sentinelHelp().first?.hasPrefix("SENTINEL ") == true)
    }
    await live.check(Commands.SENTINEL.PENDING_SCRIPTS.self) { live async throws in
      try await eventually("no script runs") {
        try await live.sentinelPendingScripts().contains { $0.flags == "running" }
      }
      let script = try #require(try await live.sentinelPendingScripts().first)
      #expect(script.arguments.first?.string == own.folder + "/notify.sh")
      #expect(script.arguments.dropFirst().first == "+monitor")
      #expect(try #require(script.processID) > 1)
      #expect(try #require(script.runTime) >= .zero)
      #expect(script.delay == nil)
      #expect(script.retryCount >= 1)
    }
  }

  private func sentinelPrimaries(_ live: Live, _ primary: RealServer) async {
    await live.check(Commands.SENTINEL.MASTERS.self) { live async throws in
      #expect(try await live.sentinelMasters().map(\.name) == ["main"])
    }
    await live.check(Commands.SENTINEL.PRIMARIES.self) { live async throws in
      #expect(try await live.sentinelPrimaries().map(\.name) == ["main"])
    }
    await live.check(Commands.SENTINEL.MASTER.self) { live async throws in
      try await eventually("the primary is not connected") {
        try await live.sentinelMaster(primaryName: "main").flags.words == ["master"]
      }
      let main = try await live.sentinelMaster(primaryName: "main")
      #expect(main.name == "main")
      #expect(main.ip == "127.0.0.1")
      #expect(main.port == primary.port)
      #expect(main.quorum == 1)
      #expect(main.reportedRole == "master")
      #expect(main.downAfter == .seconds(30))
      #expect(main.subjectiveDownTime == nil)
      #expect(main.notificationScript?.string?.hasSuffix("/notify.sh") == true)
      #expect(main.clientReconfigurationScript == nil)
      #expect(main.failoverState == nil)
      #expect(main.otherFields.isEmpty)
      #expect(await refusal { _ = try await live.sentinelMaster(primaryName: "none") } == "ERR")
    }
    await live.check(Commands.SENTINEL.PRIMARY.self) { live async throws in
      #expect(try await live.sentinelPrimary(primaryName: "main").port == primary.port)
    }
    await live.check(Commands.SENTINEL.CKQUORUM.self) { live async throws in
      #expect(try await live.sentinelCkquorum(primaryName: "main").usableSentinels >= 1)
      #expect(await refusal { _ = try await live.sentinelCkquorum(primaryName: "none") } == "ERR")
    }
    await live.check(Commands.SENTINEL.INFO_CACHE.self) { live async throws in
      try await eventually("nothing is cached") {
        // Of the primary and of its replica.
        let cached = try await live.sentinelInfoCache(primaryNames: ["main"])["main"] ?? []
        return cached.count == 2 && cached.allSatisfy { $0.info != nil }
      }
      let cached = try #require(try await live.sentinelInfoCache(primaryNames: ["main", "none"])["main"]?.first)
      #expect(cached.age >= .zero)
      #expect(cached.info?.replication.isPrimary == true)
    }
    await live.check(Commands.HELLO.Current.self) { live async throws in
      try await live.withConnection { live async throws in
        let hello = try await live.hello()
        #expect(hello.mode == "sentinel" && hello.role == nil && hello.otherFields.isEmpty)
      }
    }
    await live.check(Commands.ROLE.self) { live async throws in
      #expect(try await live.role() == .sentinel(primaries: ["main"]))
    }
    await live.check(Commands.INFO.self) { live async throws in
      let info = try await live.info()
      #expect(info.server.mode == "sentinel")
      #expect(info.sentinel.primaries.map(\.name) == ["main"])
      #expect(info.sentinel.primaries.map(\.address) == ["127.0.0.1:\(primary.port)"])
      #expect(info.sentinel.isTilted == false)
    }
  }

  private func sentinelAddresses(_ live: Live, _ primary: RealServer) async {
    await live.check(Commands.SENTINEL.GET_MASTER_ADDR_BY_NAME.self) { live async throws in
      let found = try #require(try await live.sentinelGetMasterAddrByName(primaryName: "main"))
      #expect(found == SentinelAddress(host: "127.0.0.1", port: primary.port))
      #expect(try await live.sentinelGetMasterAddrByName(primaryName: "none") == nil)
    }
    await live.check(Commands.SENTINEL.GET_PRIMARY_ADDR_BY_NAME.self) { live async throws in
      let found = try #require(try await live.sentinelGetPrimaryAddrByName(primaryName: "main"))
      #expect(found == SentinelAddress(host: "127.0.0.1", port: primary.port))
      #expect(try await live.sentinelGetPrimaryAddrByName(primaryName: "none") == nil)
    }
    await live.check(Commands.SENTINEL.IS_MASTER_DOWN_BY_ADDR.self) { live async throws in
      let state = try await live.sentinelIsMasterDownByAddr(
        ip: "127.0.0.1", port: primary.port, currentEpoch: 0, runid: "*")
      #expect(state == SentinelDownState(isDown: false, leader: "*", leaderEpoch: 0))
    }
    await live.check(Commands.SENTINEL.IS_PRIMARY_DOWN_BY_ADDR.self) { live async throws in
      let state = try await live.sentinelIsPrimaryDownByAddr(
        ip: "127.0.0.1", port: primary.port, currentEpoch: 0, runid: "*")
      #expect(state == SentinelDownState(isDown: false, leader: "*", leaderEpoch: 0))
    }
  }

  private func sentinelOthers(_ live: Live, _ replica: RealServer, _ peer: RealSentinel) async {
    await live.check(Commands.SENTINEL.REPLICAS.self) { live async throws in
      try await eventually("the replica is not seen") {
        try await live.sentinelReplicas(primaryName: "main").first?.primaryLinkStatus == "ok"
      }
      let found = try await live.sentinelReplicas(primaryName: "main")
      #expect(found.count == 1)
      #expect(found.first?.port == replica.port)
      #expect(found.first?.flags.isReplica == true && found.first?.flags.isDisconnected == false)
      #expect(found.first?.reportedRole == "slave")
      #expect(found.first?.primaryHost == "127.0.0.1")
      #expect(found.first?.replicaPriority == 100)
      #expect(found.first?.isAnnounced == true)
      #expect(found.first?.otherFields.isEmpty == true)
      #expect(await refusal { _ = try await live.sentinelReplicas(primaryName: "none") } == "ERR")
    }
    await live.check(Commands.SENTINEL.SLAVES.self) { live async throws in
      #expect(try await live.sentinelSlaves(primaryName: "main").map(\.port) == [replica.port])
    }
    await live.check(Commands.SENTINEL.SENTINELS.self) { live async throws in
      try await live.withClient(of: peer.url) { other async throws in
        try await other.sentinelDebugSet(parameters: [(parameter: "publish-period", value: 100)])
      }
      try await eventually("the other sentinel is not seen") {
        try await live.sentinelSentinels(primaryName: "main").isEmpty == false
      }
      let found = try await live.sentinelSentinels(primaryName: "main")
      #expect(found.map(\.port) == [peer.port])
      #expect(found.first?.ip == "127.0.0.1")
      #expect(found.first?.flags.isSentinel == true)
      #expect(found.first?.votedLeaderEpoch == 0)
      #expect(found.first?.otherFields.isEmpty == true)
      #expect(try await live.sentinelMaster(primaryName: "main").otherSentinelCount == 1)
    }
  }

  private func sentinelOwnPrimaries(_ live: Live, _ primary: RealServer) async {
    await live.check(Commands.SENTINEL.MONITOR.self) { live async throws in
      try await live.sentinelMonitor(name: "second", ip: "127.0.0.1", port: primary.port, quorum: 1)
      #expect(Set(try await live.sentinelMasters().map(\.name)) == ["main", "second"])
      #expect(
        await refusal {
          try await live.sentinelMonitor(name: "second", ip: "127.0.0.1", port: primary.port, quorum: 1)
        } == "ERR")
    }
    await live.check(Commands.SENTINEL.MONITOR.self) { live async throws in
      // Nobody listens there, and the name is no text.
      let name: [UInt8] = [110, 255]
      try await live.sentinelMonitor(name: name, ip: "127.0.0.1", port: 1, quorum: 1)
      let dead = try #require(try await live.sentinelMasters().first { $0.name == RedisBytes(name) })
      #expect(dead.infoAge == nil && dead.runID.isEmpty && dead.flags.isPrimary && dead.flags.isDisconnected)
      #expect(try await live.sentinelInfoCache(primaryNames: [name])[RedisBytes(name)]?.first?.info == nil)
      guard case .sentinel(let primaries) = try await live.role() else { return #expect(Bool(false), "not a sentinel") }
      #expect(primaries.contains(RedisBytes(name)))
      try await live.sentinelRemove(primaryName: name)
    }
    await live.check(Commands.SENTINEL.SET.self) { live async throws in
      try await live.sentinelSet(
        primaryName: "second",
        options: [(option: "quorum", value: 7), (option: "down-after-milliseconds", value: 5000)])
      let second = try await live.sentinelMaster(primaryName: "second")
      #expect(second.quorum == 7)
      #expect(second.downAfter == .seconds(5))
      #expect(second.notificationScript == nil)
      #expect(await refusal { _ = try await live.sentinelCkquorum(primaryName: "second") } == "NOQUORUM")
    }
    await live.check(Commands.SENTINEL.RESET.self) { live async throws in
      #expect(try await live.sentinelReset(pattern: "sec*") == 1)
      #expect(try await live.sentinelReset(pattern: "none*") == 0)
    }
    await live.check(Commands.SENTINEL.REMOVE.self) { live async throws in
      try await live.sentinelRemove(primaryName: "second")
      #expect(try await live.sentinelMasters().map(\.name) == ["main"])
      #expect(await refusal { try await live.sentinelRemove(primaryName: "second") } == "ERR")
    }
  }

  private func sentinelFailures(_ live: Live, _ replica: RealServer, _ peer: RealSentinel) async {
    await live.check(Commands.SENTINEL.SIMULATE_FAILURE.Help.self) { live async throws in
      #expect(try await live.sentinelSimulateFailureHelp().contains("crash-after-election"))
    }
    await live.check(Commands.SENTINEL.SIMULATE_FAILURE.self) { live async throws in
      try await live.withClient(of: peer.url) { other async throws in
        try await other.sentinelSimulateFailure(failures: [.crashAfterElection, .crashAfterPromotion])
      }
    }
    await live.check(Commands.SENTINEL.FAILOVER.self) { live async throws in
      #expect(await refusal { try await live.sentinelFailover(primaryName: "none") } == "ERR")
      try await live.sentinelFailover(primaryName: "main")
      var questions = 0
      try await eventually("the replica is not promoted") {
        // A sentinel gives a failover up when the replica is slow to answer; then it is asked again.
        questions += 1
        if questions.isMultiple(of: 200) { _ = try? await live.sentinelFailover(primaryName: "main") }
        return try await live.sentinelGetMasterAddrByName(primaryName: "main")?.port == replica.port
      }
    }
    await live.check(Commands.SENTINEL.FAILOVER.self, valkey: "9.0.0") { live async throws in
      try await eventually("the former primary is no replica yet") {
        await refusal { try await live.sentinelFailover(primaryName: "main", coordinated: true) } == "no error"
      }
    }
  }
}
