import Foundation
import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func server(_ server: LiveServer) async throws {
    try await server.inBothProtocols(group: "server") { session async throws in
      // All of it is about the server as a whole, so nobody else may be on this one.
      let own = try RealServer(
        server.binary,
        arguments: [
          "--aclfile", "$folder/users", "--enable-module-command", "yes", "--repl-diskless-sync-delay", "0",
          "--repl-ping-replica-period", "1",
        ],
        files: ["users": "user default on nopass ~* &* +@all\n"])
      defer { own.stop() }
      try await session.run(at: own.url) { live in
        await serverUsers(live)
        await serverUserRights(live)
        await serverCommands(live)
        await serverCommandKeys(live)
        await serverConfiguration(live)
        await serverDatabases(live)
        await serverMemory(live)
        await serverLatency(live)
        await serverLogs(live)
        await serverHotKeys(live)
        await serverPersistence(live)
        await serverBackups(live)
        await serverModules(live, own)
        await serverReplication(live, own)
        await serverFailover(live, own)
        await serverShutdown(live)
      }
    }
  }

  // MARK: Configuration and data

  private func serverConfiguration(_ live: Live) async {
    await live.check(Commands.CONFIG.SET.self) { live async throws in
      try await live.configSet(parameters: [
        (name: "maxmemory", value: "100mb"), (name: "maxmemory-policy", value: "allkeys-lru"),
      ])
      #expect(await refusal { try await live.configSet(parameters: [(name: "no-such", value: 1)]) } == "ERR")
    }
    await live.check(Commands.CONFIG.GET.self) { live async throws in
      let found = try await live.configGet(parameters: ["maxmemory", "maxmemory-p*"])
      #expect(found == ["maxmemory": "104857600", "maxmemory-policy": "allkeys-lru"])
      #expect(try await live.configGet(parameters: ["no-such"]).isEmpty)
      let password: [UInt8] = [255, 0, 254]
      try await live.configSet(parameters: [(name: "masterauth", value: password)])
      #expect(try await live.configGet(parameters: ["masterauth"]) == ["masterauth": RedisBytes(password)])
      try await live.configSet(parameters: [(name: "masterauth", value: "")])
      try await live.configSet(parameters: [
        (name: "maxmemory", value: "0"), (name: "maxmemory-policy", value: "noeviction"),
      ])
    }
    await live.check(Commands.CONFIG.HELP.self) { live async throws in
      #expect(try await live.configHelp().first?.hasPrefix("CONFIG ") == true)
    }
    await live.check(Commands.CONFIG.RESETSTAT.self) { live async throws in
      _ = try await live.get(key: "server:none")
      try await live.configResetstat()
      #expect(try await live.info(sections: ["stats"]).stats.keyspaceMisses == 0)
    }
    await live.check(Commands.CONFIG.REWRITE.self) { live async throws in
      #expect(await refusal { try await live.configRewrite() } == "ERR")
      let configured = try RealSentinel(live.server.binary, as: .server)
      defer { configured.stop() }
      try await live.withClient(of: configured.url) { other async throws in
        try await other.configSet(parameters: [(name: "maxclients", value: 77)])
        try await other.configRewrite()
      }
      let text = try String(contentsOfFile: configured.configuration, encoding: .utf8)
      #expect(text.contains("maxclients 77"))
    }
    await live.check(Commands.INFO.self) { live async throws in
      let info = try await live.info()
      #expect(info.server.version == live.server.binary.version.map(String.init).joined(separator: "."))
      #expect((info.clients.connected ?? 0) > 0)
      let some = try await live.info(sections: ["server", "memory"])
      #expect(some.sections.map(\.name) == ["Server", "Memory"])
    }
    await live.check(Commands.TIME.self) { live async throws in
      let time = try await live.time()
      #expect(time.unixTime > UnixTime.now - .seconds(60) && time.unixTime < UnixTime.now + .seconds(60))
      #expect(try await live.time() > time)
    }
    await live.check(Commands.LOLWUT.self) { live async throws in
      #expect(try await live.lolwut().contains("ver"))
      #expect(try await live.lolwut(version: 5).isEmpty == false)
    }
    await live.check(Commands.DEBUG.self) { live async throws in
      #expect(try await live.debug(subcommand: "SLEEP", arguments: [0]).string == "OK")
      #expect(await refusal { _ = try await live.debug(subcommand: "NO-SUCH") } == "ERR")
    }
    await live.check(Commands.MONITOR.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.monitor()
        // What comes from here on is everybody's commands, not replies.
        #expect(await refusal { _ = try await live.ping() } == "unsupported")
      }
    }
  }

  private func serverDatabases(_ live: Live) async {
    await live.check(Commands.FLUSHALL.self) { live async throws in
      try await live.set(key: "server:a", value: 1)
      try await live.flushall()
      try await live.flushall(mode: .sync)
      try await live.flushall(mode: .async)
      #expect(try await live.dbsize() == 0)
    }
    await live.check(Commands.DBSIZE.self) { live async throws in
      try await live.set(key: "server:a", value: 1)
      #expect(try await live.dbsize() == 1)
    }
    await live.check(Commands.FLUSHDB.self) { live async throws in
      try await live.withConnection { other async throws in
        try await other.select(database: 1)
        try await other.set(key: "server:b", value: 2)
        try await live.flushdb()
        #expect(try await live.dbsize() == 0)
        #expect(try await other.dbsize() == 1)
        try await other.flushdb(mode: .async)
        try await other.flushdb(mode: .sync)
        #expect(try await other.dbsize() == 0)
      }
    }
    await live.check(Commands.SWAPDB.self) { live async throws in
      try await live.set(key: "server:a", value: 1)
      try await live.swapdb(index1: 0, index2: 1)
      #expect(try await live.get(key: "server:a") == nil)
      try await live.swapdb(index1: 1, index2: 0)
      #expect(try await live.get(key: "server:a", as: Int.self) == 1)
    }
    await live.check(Commands.RESTORE_ASKING.self) { live async throws in
      try await live.set(key: "server:a", value: "copied")
      let dump = try await live.execute("DUMP", "server:a")
      let bytes = try #require(dump.bytes)
      try await live.restoreAsking(key: "server:b", ttl: 0, serializedValue: bytes)
      #expect(try await live.get(key: "server:b", as: String.self) == "copied")
      #expect(
        await refusal { try await live.restoreAsking(key: "server:b", ttl: 0, serializedValue: bytes) }
          == "BUSYKEY")
      try await live.restoreAsking(
        key: "server:b", ttl: 4_000_000_000_000, serializedValue: bytes, replace: true, absttl: true,
        idleSeconds: 5)
      try await live.restoreAsking(
        key: "server:b", ttl: 60_000, serializedValue: bytes, replace: true, frequency: 7)
    }
  }

  private func serverMemory(_ live: Live) async {
    await live.check(Commands.MEMORY.USAGE.self) { live async throws in
      try await live.set(key: "server:a", value: "value")
      #expect(try #require(try await live.memoryUsage(key: "server:a")) > 20)
      #expect(try #require(try await live.memoryUsage(key: "server:a", samples: 0)) > 20)
      #expect(try await live.memoryUsage(key: "server:none") == nil)
    }
    await live.check(Commands.MEMORY.STATS.self) { live async throws in
      try await live.set(key: "server:a", value: "value")
      let stats = try await live.memoryStats()
      #expect(stats.keyCount == (try await live.dbsize()))
      #expect(stats.totalAllocated > stats.startupAllocated)
      #expect(stats.datasetPercentage > 0)
      #expect(stats.fragmentationRatio > 0)
      #expect(stats.databases.keys.contains(0) && stats.databases.keys.contains(9) == false)
      #expect(try #require(stats.databases[0]).mainTable > 0)
      #expect(stats.databases.values.allSatisfy { $0.otherFields.isEmpty })
      #expect(stats.otherFields.isEmpty)
    }
    await live.check(Commands.MEMORY.DOCTOR.self) { live async throws in
      #expect(try await live.memoryDoctor().isEmpty == false)
    }
    await live.check(Commands.MEMORY.HELP.self) { live async throws in
      #expect(try await live.memoryHelp().first?.hasPrefix("MEMORY ") == true)
    }
    await live.check(Commands.MEMORY.MALLOC_STATS.self) { live async throws in
      #expect(try await live.memoryMallocStats().isEmpty == false)
    }
    await live.check(Commands.MEMORY.PURGE.self) { live async throws in try await live.memoryPurge() }
  }
}
