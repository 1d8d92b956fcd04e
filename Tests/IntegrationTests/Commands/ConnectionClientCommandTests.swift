import Testing

@testable import TypedRedis

/// The part of the connection group that is about other clients.
extension CommandTests {
  func connectionClients(_ live: Live, url: String) async {
    await live.check(Commands.CLIENT.HELP.self) { live async throws in
      #expect(try await live.clientHelp().first?.hasPrefix("CLIENT ") == true)
    }
    await live.check(Commands.CLIENT.ID.self) { live async throws in
      let id = try await live.clientId()
      #expect(id > 0)
      #expect(try await live.clientId() == id)
    }
    await live.check(Commands.CLIENT.INFO.self) { live async throws in
      #expect(try await live.clientInfo().id == live.clientId())
    }
    await live.check(Commands.CLIENT.LIST.self) { live async throws in
      let id = try await live.clientId()
      #expect(try await live.clientList().contains { $0.id == id })
      #expect(try await live.clientList(type: .normal).contains { $0.id == id })
      #expect(try await live.clientList(type: .pubsub).isEmpty)
      #expect(try await live.clientList(type: .master).isEmpty)
      #expect(try await live.clientList(type: .replica).isEmpty)
      #expect(try await live.clientList(ids: [id, 1 << 40]).map(\.id) == [id])
    }
    await live.check(Commands.CLIENT.LIST.self, valkey: "9.0.0") { live async throws in
      #expect(try await live.clientList(maxAge: 100_000, idle: 100_000).isEmpty)
      try await live.aclSetuser(username: "nobody")
      let own = try await live.clientInfo()
      try await live.withClient(of: url) { other async throws in
        try await other.redis.withConnection { other async throws in
          try await other.clientSetname(name: "other")
          try await other.clientSetinfo(attribute: .libraryName("lib"))
          try await other.clientSetinfo(attribute: .libraryVersion("7"))
          try await other.clientCapa(capabilities: ["redirect"])
          try await other.select(database: 2)
          let client = try await other.clientInfo()
          let found = try await live.clientList(
            type: .normal, ids: [client.id], user: "default", address: client.address,
            localAddress: client.localAddress, skipMe: .yes, name: "other",
            flags: "N", libraryName: "lib", libraryVersion: "7", database: 2, capability: "r",
            ip: "127.0.0.1")
          #expect(found.map(\.id) == [client.id])
          let others = try await live.clientList(
            notType: .pubsub, notIds: [client.id], notUser: "nobody", notAddress: client.address,
            notLocalAddress: "127.0.0.1:1", notName: "other", notFlags: "P", notLibraryName: "lib",
            notLibraryVersion: "7", notDatabase: 2, notCapability: "r", notIp: "127.0.0.2")
          #expect(others.contains { $0.id == own.id })
          #expect(!others.contains { $0.id == client.id })
        }
      }
    }
    await live.check(Commands.CLIENT.PAUSE.self) { live async throws in
      try await live.clientPause(timeout: 60_000, mode: .write)
      #expect(try await live.get(key: "connection:none") == nil)
      try await live.clientUnpause()
      try await live.clientPause(timeout: 1)
      try await live.clientPause(timeout: 1, mode: .all)
    }
    await live.check(Commands.CLIENT.UNPAUSE.self) { live async throws in
      try await live.clientUnpause()
      try await live.set(key: "connection:a", value: 1)
    }
    await live.check(Commands.CLIENT.UNBLOCK.self) { live async throws in
      #expect(try await live.clientUnblock(id: try await live.clientId()) == false)
      try await live.withConnection { blocked async throws in
        let id = try await blocked.clientId()
        async let popped = blocked.blpop(keys: ["connection:none"], timeout: 0)
        try await eventually("was not blocked") { try await live.clientUnblock(id: id) }
        #expect(try await popped == nil)

        async let failed = refusal { _ = try await blocked.blpop(keys: ["connection:none"], timeout: 0) }
        try await eventually("was not blocked") {
          try await live.clientUnblock(id: id, reason: .error)
        }
        #expect(await failed == "UNBLOCKED")

        async let timedOut = blocked.blpop(keys: ["connection:none"], timeout: 0)
        try await eventually("was not blocked") {
          try await live.clientUnblock(id: id, reason: .timeout)
        }
        #expect(try await timedOut == nil)
      }
    }
  }

  func connectionKill(_ live: Live, url: String) async {
    await live.check(Commands.CLIENT.KILL.self) { live async throws in
      #expect(try await live.clientKill(filters: [.id(1 << 40)]) == 0)
      try await live.withClient(of: url) { other async throws in
        let client = try await other.clientInfo()
        let filters: [Commands.CLIENT.KILL.Filter] = [
          .id(client.id), .type(.normal), .user("default"), .address(.string(client.address)),
          .localAddress(.string(client.localAddress)), .skipMe(.yes),
        ]
        #expect(try await live.clientKill(filters: filters) == 1)
        #expect(try await other.clientInfo().id > client.id)
      }
      for kind in [ClientKindFilter.master, .slave, .replica, .pubsub] {
        #expect(try await live.clientKill(filters: [.type(kind)]) == 0)
      }
    }
    await live.check(Commands.CLIENT.KILL.self, redis: "7.4.0", valkey: "8.0.0") { live async throws in
      #expect(try await live.clientKill(filters: [.maxAge(100_000)]) == 0)
    }
    await live.check(Commands.CLIENT.KILL.self, valkey: "9.0.0") { live async throws in
      try await live.aclSetuser(username: "nobody")
      #expect(try await live.clientKill(filters: [.type(.primary)]) == 0)
      try await live.withClient(of: url) { other async throws in
        let client = try await other.clientInfo()
        let spared: [Commands.CLIENT.KILL.Filter] = [
          .id(client.id), .name("nobody"), .idle(100_000), .flags("N"), .libraryName("none"),
          .libraryVersion("0"), .database(0), .capability("r"), .ip("127.0.0.1"),
        ]
        #expect(try await live.clientKill(filters: spared) == 0)
        let own = try await live.clientId()
        let killed: [Commands.CLIENT.KILL.Filter] = [
          .id(client.id), .notType(.pubsub), .notIds([own, 1 << 40]), .notUser("nobody"),
          .notAddress("127.0.0.1:1"), .notLocalAddress("127.0.0.1:1"), .notName("nobody"),
          .notFlags("P"), .notLibraryName("none"), .notLibraryVersion("0"), .notDatabase(5),
          .notCapability("r"), .notIp("127.0.0.2"),
        ]
        #expect(try await live.clientKill(filters: killed) == 1)
      }
    }
    await live.check(Commands.CLIENT.KILL.Address.self) { live async throws in
      #expect(await refusal { try await live.clientKill(address: "127.0.0.1:1") } == "ERR")
      try await live.withClient(of: url) { other async throws in
        let client = try await other.clientInfo()
        try await live.clientKill(address: client.address)
        #expect(try await other.clientInfo().id > client.id)
      }
    }
  }
}
