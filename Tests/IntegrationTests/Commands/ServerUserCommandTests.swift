import Testing

@testable import TypedRedis

/// The part of the server group that is about users and their rights.
extension CommandTests {
  func serverUsers(_ live: Live) async {
    let rules = [
      "on", ">secret", "~cached:*", "%R~read:*", "&news", "+get", "+auth", "+acl|whoami", "(+set ~own:*)",
    ]
    await live.check(Commands.ACL.SETUSER.self) { live async throws in
      try await live.aclSetuser(username: "ada", rules: rules)
      try await live.aclSetuser(username: "bob")
      #expect(await refusal { try await live.aclSetuser(username: "ada", rules: ["nonsense"]) } == "ERR")
    }
    await live.check(Commands.ACL.GETUSER.self) { live async throws in
      let ada = try #require(try await live.aclGetuser(username: "ada"))
      #expect(ada.flags.contains("on"))
      #expect(ada.passwords.count == 1)
      #expect(ada.commands.string?.contains("+get") == true)
      #expect(ada.keys == "~cached:* %R~read:*")
      #expect(ada.channels == "&news")
      #expect(ada.selectors.map(\.keys) == ["~own:*"])
      #expect(ada.selectors.first?.commands.string?.contains("+set") == true)
      #expect(try await live.aclGetuser(username: "bob")?.flags.contains("off") == true)
      #expect(try await live.aclGetuser(username: "nobody") == nil)
    }
    await live.check(Commands.ACL.USERS.self) { live async throws in
      #expect(try await live.aclUsers() == ["ada", "bob", "default"])
    }
    await live.check(Commands.ACL.LIST.self) { live async throws in
      let lines = try await live.aclList()
      #expect(lines.count == 3)
      let ada = try #require(lines.first { $0.user == "ada" })
      #expect(ada.rules.first == "on")
      #expect(ada.rules.contains("%R~read:*"))
      #expect(ada.rules.last == "(~own:* resetchannels -@all +set)")
      try await live.aclSetuser(username: "eve", rules: ada.rules)
      #expect(try await live.aclList().first { $0.user == "eve" }?.rules == ada.rules)
      #expect(try await live.aclDeluser(usernames: ["eve"]) == 1)
    }
    await live.check(Commands.ACL.SAVE.self) { live async throws in try await live.aclSave() }
    await live.check(Commands.ACL.DELUSER.self) { live async throws in
      #expect(try await live.aclDeluser(usernames: ["ada", "bob", "nobody"]) == 2)
      #expect(try await live.aclDeluser(usernames: ["ada"]) == 0)
    }
    await live.check(Commands.ACL.LOAD.self) { live async throws in
      try await live.aclLoad()
      #expect(try await live.aclUsers() == ["ada", "bob", "default"])
    }
  }

  func serverUserRights(_ live: Live) async {
    await live.check(Commands.ACL.CAT.self) { live async throws in
      #expect(try await live.aclCat().contains("sortedset"))
      #expect(try await live.aclCat(category: "string").contains("getset"))
      #expect(await refusal { _ = try await live.aclCat(category: "none") } == "ERR")
    }
    await live.check(Commands.ACL.DRYRUN.self) { live async throws in
      #expect(try await live.aclDryrun(username: "ada", command: "GET", arguments: ["cached:1"]) == .allowed)
      let other: [UInt8] = [255, 254]
      guard case .denied(let reason) = try await live.aclDryrun(username: "ada", command: "GET", arguments: [other])
      else { return #expect(Bool(false), "the command is not denied") }
      // The reason repeats a key that is no text.
      #expect(reason.string == nil && reason.contains(255))
      #expect(try await live.aclDryrun(username: "default", command: "PING").isAllowed)
    }
    await live.check(Commands.ACL.GENPASS.self) { live async throws in
      #expect(try await live.aclGenpass().count == 64)
      #expect(try await live.aclGenpass(bits: 5).count == 2)
    }
    await live.check(Commands.ACL.LOG.self) { live async throws in
      try await live.aclLogReset()
      #expect(try await live.aclLog().isEmpty)
      try await live.withConnection { live async throws in
        #expect(await refusal { try await live.auth(username: "ada", password: "wrong") } == "WRONGPASS")
        try await live.auth(username: "ada", password: "secret")
        #expect(await refusal { _ = try await live.get(key: "other") } == "NOPERM")
      }
      let log = try await live.aclLog()
      #expect(log.map(\.reason) == ["key", "auth"])
      #expect(log.map(\.object) == ["other", "AUTH"])
      #expect(log.map(\.username) == ["ada", "ada"])
      #expect(log.allSatisfy { $0.context == "toplevel" && $0.count == 1 && $0.age < .seconds(60) })
      #expect(log.allSatisfy { $0.client.id > 0 && $0.client.address.hasPrefix("127.0.0.1:") })
      #expect(try await live.aclLog(count: 1).first?.object.string == "other")
    }
    await live.check(Commands.ACL.LOG.self, since: "7.2.0") { live async throws in
      let entry = try #require(try await live.aclLog(count: 1).first)
      #expect(entry.id != nil)
      let created = try #require(entry.created)
      #expect(created > UnixTime.now - .seconds(60))
      #expect(try #require(entry.updated) >= created)
    }
    await live.check(Commands.ACL.LOG.Reset.self) { live async throws in
      try await live.aclLogReset()
      #expect(try await live.aclLog().isEmpty)
    }
    await live.check(Commands.ACL.WHOAMI.self) { live async throws in
      #expect(try await live.aclWhoami() == "default")
    }
    await live.check(Commands.ACL.WHOAMI.self) { live async throws in
      // Names and rules are bytes that need not be text.
      let name: [UInt8] = [110, 255]
      try await live.aclSetuser(username: name, rules: ["on", "nopass", "+@all", "&news"])
      try await live.aclSetuser(username: name, rules: [[126, 255, 42] as [UInt8]])
      #expect(try await live.aclUsers().contains(RedisBytes(name)))
      #expect(try await live.aclList().contains { $0.user == RedisBytes(name) && $0.rules.contains(RedisBytes([126, 255, 42])) })
      #expect(try await live.aclGetuser(username: name)?.keys == RedisBytes([126, 255, 42]))
      try await live.withConnection { live async throws in
        try await live.auth(username: name, password: "any")
        #expect(try await live.aclWhoami() == RedisBytes(name))
      }
      #expect(try await live.aclDeluser(usernames: [name]) == 1)
    }
    await live.check(Commands.ACL.HELP.self) { live async throws in
      #expect(try await live.aclHelp().first?.hasPrefix("ACL ") == true)
    }
  }
}
