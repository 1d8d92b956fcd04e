import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func connection(_ server: LiveServer) async throws {
    try await server.inBothProtocols(group: "connection") { session async throws in
      // Clients are stopped and passwords set here, so nobody else may be on this server.
      let own = try RealServer(server.binary)
      defer { own.stop() }
      try await session.run(at: own.url) { live in
        await connectionBasics(live)
        await connectionLogin(live)
        await connectionSettings(live)
        await connectionReplies(live)
        await connectionTracking(live)
        await connectionClients(live, url: own.url)
        await connectionKill(live, url: own.url)
      }
    }
  }

  private func connectionBasics(_ live: Live) async {
    await live.check(Commands.PING.self) { live async throws in
      #expect(try await live.ping() == "PONG")
    }
    await live.check(Commands.PING.Message.self) { live async throws in
      #expect(try await live.ping(message: "hello").string == "hello")
      #expect(try await live.ping(message: 42, as: Int.self) == 42)
    }
    await live.check(Commands.ECHO.self) { live async throws in
      #expect(try await live.echo(message: [0, 255] as [UInt8]).bytes == [0, 255])
      #expect(try await live.echo(message: "text", as: String.self) == "text")
    }
    await live.check(Commands.SELECT.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.select(database: 3)
        #expect(try await live.clientInfo().database == 3)
        #expect(await refusal { try await live.select(database: 1000) } == "ERR")
      }
      #expect(await refusal { try await live.select(database: 1) } == "unsupported")
    }
    await live.check(Commands.QUIT.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.quit()
        #expect(await refusal { _ = try await live.ping() } == "connectionClosed")
      }
    }
    await live.check(Commands.RESET.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientSetname(name: "before")
        try await live.reset()
        #expect(try await live.clientGetname() == nil)
      }
    }
  }

  private func connectionLogin(_ live: Live) async {
    await live.check(Commands.AUTH.self) { live async throws in
      try await live.aclSetuser(username: "ada", rules: ["on", ">right", "+@all"])
      try await live.withConnection { live async throws in
        #expect(await refusal { try await live.auth(username: "ada", password: "wrong") } == "WRONGPASS")
        try await live.auth(username: "ada", password: "right")
        #expect(try await live.aclWhoami() == "ada")
        try await live.aclSetuser(username: "default", rules: [">word"])
        try await live.auth(password: "word")
        #expect(try await live.aclWhoami() == "default")
        try await live.aclSetuser(username: "default", rules: ["nopass"])
      }
    }
    await live.check(Commands.HELLO.self) { live async throws in
      let version = live.protocolVersion == .resp2 ? 2 : 3
      try await live.withConnection { live async throws in
        let hello = try await live.hello(
          protocolVersion: version, auth: (username: "ada", password: "right"), clientName: "ada's")
        #expect(hello.protocolVersion == version)
        #expect(hello.mode == "standalone")
        #expect(hello.role == "master")
        #expect(hello.version.isEmpty == false)
        #expect(hello.clientID == (try await live.clientId()))
        #expect(try await live.clientGetname() == "ada's")
        #expect(try await live.aclWhoami() == "ada")
        #expect(await refusal { _ = try await live.hello(protocolVersion: 9) } == "NOPROTO")
      }
    }
    await live.check(Commands.HELLO.Current.self) { live async throws in
      try await live.withConnection { live async throws in
        let hello = try await live.hello()
        #expect(hello.protocolVersion == (live.protocolVersion == .resp2 ? 2 : 3))
        #expect(["redis", "valkey"].contains(hello.server))
      }
    }
  }

  private func connectionSettings(_ live: Live) async {
    await live.check(Commands.CLIENT.SETNAME.self) { live async throws in
      try await live.withConnection { live async throws in
        #expect(try await live.clientGetname() == nil)
        try await live.clientSetname(name: "worker")
        #expect(await refusal { try await live.clientSetname(name: "two words") } == "ERR")
      }
    }
    await live.check(Commands.CLIENT.GETNAME.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientSetname(name: "worker")
        #expect(try await live.clientGetname() == "worker")
      }
    }
    await live.check(Commands.CLIENT.SETINFO.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientSetinfo(attribute: .libraryName("library"))
        try await live.clientSetinfo(attribute: .libraryVersion("1.2"))
        #expect(try await live.clientInfo().libraryName == "library")
        #expect(try await live.clientInfo().libraryVersion == "1.2")
      }
    }
    await live.check(Commands.CLIENT.NO_EVICT.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientNoEvict(enabled: .on)
        #expect(try await live.clientInfo().flags == .noEvict)
        try await live.clientNoEvict(enabled: .off)
        #expect(try await live.clientInfo().flags == [])
      }
    }
    await live.check(Commands.CLIENT.NO_TOUCH.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientNoTouch(enabled: .on)
        #expect(try await live.clientInfo().flags == .noTouch)
        try await live.clientNoTouch(enabled: .off)
      }
    }
    await live.check(Commands.CLIENT.CAPA.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientCapa(capabilities: ["redirect"])
        #expect(try await live.clientInfo().capabilities == "r")
      }
    }
    await live.check(Commands.CLIENT.IMPORT_SOURCE.self) { live async throws in
      try await live.withConnection { live async throws in
        #expect(await refusal { try await live.clientImportSource(enabled: .on) } == "ERR")
        try await live.configSet(parameters: [(name: "import-mode", value: "yes")])
        try await live.clientImportSource(enabled: .on)
        #expect(try await live.clientInfo().flags.letters == "I")
        try await live.clientImportSource(enabled: .off)
        try await live.configSet(parameters: [(name: "import-mode", value: "no")])
      }
    }
  }

  private func connectionReplies(_ live: Live) async {
    await live.check(Commands.CLIENT.REPLY.self) { live async throws in
      try await live.withConnection { live in try await live.clientReplyOn() }
    }
    // Nobody could tell a missing reply from a late one: such a connection takes nothing more.
    await live.check(Commands.CLIENT.REPLY.Off.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientReplyOff()
        #expect(await refusal { _ = try await live.ping() } == "unsupported")
      }
    }
    await live.check(Commands.CLIENT.REPLY.Skip.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientReplySkip()
        #expect(await refusal { _ = try await live.ping() } == "unsupported")
      }
    }
  }

  private func connectionTracking(_ live: Live) async {
    await live.check(Commands.CLIENT.TRACKING.self) { live async throws in
      let target = try await live.clientId()
      try await live.withConnection { live async throws in
        #expect(try await live.clientGetredir() == .notTracking)
        try await live.clientTracking(
          status: .on, redirect: target, prefixes: ["a:", "b:"], broadcast: true, noLoop: true)
        #expect(try await live.clientGetredir() == .client(id: target))
        try await live.clientTracking(status: .off)
        #expect(try await live.clientGetredir() == .notTracking)
      }
    }
    await live.check(Commands.CLIENT.TRACKINGINFO.self) { live async throws in
      let target = try await live.clientId()
      try await live.withConnection { live async throws in
        #expect(try await live.clientTrackinginfo().flags == ["off"])
        try await live.clientTracking(
          status: .on, redirect: target, prefixes: ["a:", "b:"], broadcast: true, noLoop: true)
        let info = try await live.clientTrackinginfo(as: String.self)
        #expect(Set(info.flags) == ["on", "bcast", "noloop"])
        #expect(info.redirection == .client(id: target))
        #expect(Set(info.prefixes) == ["a:", "b:"])
      }
    }
    await live.check(Commands.CLIENT.TRACKINGINFO.self) { live async throws in
      try await live.withConnection { live async throws in
        try await live.clientTracking(status: .on)
        #expect(try await live.clientGetredir() == .sameConnection)
        let info = try await live.clientTrackinginfo()
        #expect(info.redirection == .sameConnection && info.flags == ["on"] && info.prefixes.isEmpty)
      }
    }
    await live.check(Commands.CLIENT.TRACKINGINFO.self) { live async throws in
      try await live.withConnection { live async throws in
        #expect(try await live.clientTrackinginfo().redirection == .notTracking)
        let prefix: [UInt8] = [255, 58]
        let target = try await live.redis.clientId()
        try await live.clientTracking(status: .on, redirect: target, prefixes: [prefix], broadcast: true)
        #expect(try await live.clientTrackinginfo().prefixes == [RedisBytes(prefix)])
      }
    }
    await live.check(Commands.CLIENT.CACHING.self) { live async throws in
      let target = try await live.clientId()
      try await live.withConnection { live async throws in
        #expect(await refusal { try await live.clientCaching(mode: .yes) } == "ERR")
        try await live.clientTracking(status: .on, redirect: target, optIn: true)
        try await live.clientCaching(mode: .yes)
        #expect(Set(try await live.clientTrackinginfo().flags) == ["on", "optin", "caching-yes"])
        try await live.clientTracking(status: .off)
        try await live.clientTracking(status: .on, redirect: target, optOut: true)
        try await live.clientCaching(mode: .no)
        #expect(Set(try await live.clientTrackinginfo().flags) == ["on", "optout", "caching-no"])
      }
    }
    await live.check(Commands.CLIENT.GETREDIR.self) { live async throws in
      #expect(try await live.clientGetredir() == .notTracking)
    }
  }
}
