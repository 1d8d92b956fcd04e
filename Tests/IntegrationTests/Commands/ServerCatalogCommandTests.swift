import Testing

@testable import TypedRedis

/// The part of the server group that describes commands.
extension CommandTests {
  func serverCommands(_ live: Live) async {
    await live.check(Commands.COMMAND.self) { live async throws in
      let all = try await live.command()
      #expect(all.count == (try await live.commandCount()))
      let get = try #require(all.first { $0.name == "get" })
      #expect(get.arity == 2)
      #expect(Set(get.flags) == ["readonly", "fast"])
      #expect([get.firstKey, get.lastKey, get.keyStep] == [1, 1, 1])
      #expect(get.aclCategories.contains("@string"))
      let keys = try #require(get.keySpecifications.first)
      #expect(keys.beginSearch.type == "index")
      #expect(keys.beginSearch.specification.index == 1)
      #expect(keys.findKeys.type == "range")
      #expect(keys.findKeys.specification.lastKey == 0)
      let client = try #require(all.first { $0.name == "client" })
      #expect(client.subcommands.contains { $0.name == "client|list" })
    }
    await live.check(Commands.COMMAND.COUNT.self) { live async throws in
      #expect(try await live.commandCount() > 200)
    }
    await live.check(Commands.COMMAND.INFO.self) { live async throws in
      let found = try await live.commandInfo(commandNames: ["get", "no-such", "xread", "config|get"])
      #expect(found.map { $0?.name } == ["get", nil, "xread", "config|get"])
      let streams = try #require(found[2]?.keySpecifications.first?.beginSearch.specification)
      #expect(streams.keyword == "STREAMS" && streams.searchStart == 1 && streams.index == nil)
      #expect(try await live.commandInfo(commandNames: ["no-such"]) == [nil])
    }
    await live.check(Commands.COMMAND.INFO.All.self) { live async throws in
      #expect(try await live.commandInfo().count == (try await live.commandCount()))
    }
    await live.check(Commands.COMMAND.DOCS.self) { live async throws in
      let some = try await live.commandDocs(commandNames: ["set", "client", "no-such"])
      #expect(Set(some.keys) == ["set", "client"])
      let set = try #require(some["set"])
      #expect(set.since == "1.0.0")
      #expect(set.group == "string")
      #expect(set.summary?.isEmpty == false)
      #expect(set.complexity == "O(1)")
      #expect(set.history.contains { $0.version == "6.0.0" })
      #expect(set.arguments.prefix(2).map(\.name) == ["key", "value"])
      #expect(set.arguments.contains { $0.arguments.contains { $0.token == "NX" } })
      #expect(set.subcommands.isEmpty)
      #expect(some["client"]?.subcommands["client|list"] != nil)
      #expect(try await live.commandDocs(commandNames: ["no-such"]).isEmpty)
      let all = try await live.commandDocs()
      #expect(all.count >= (try await live.commandCount()))
      #expect(all["slaveof"]?.flags == ["deprecated"])
      #expect(all["slaveof"]?.deprecatedSince == "5.0.0")
      #expect(all["slaveof"]?.replacedBy?.contains("REPLICAOF") == true)
    }
    await live.check(Commands.COMMAND.LIST.self) { live async throws in
      #expect(try await live.commandList().contains("get"))
      #expect(try await live.commandList(filterBy: .category("hyperloglog")).contains("pfadd"))
      #expect(Set(try await live.commandList(filterBy: .pattern("getr*"))) == ["getrange"])
      #expect(try await live.commandList(filterBy: .moduleName("none")).isEmpty)
    }
    await live.check(Commands.COMMAND.HELP.self) { live async throws in
      #expect(try await live.commandHelp().first?.hasPrefix("COMMAND ") == true)
    }
  }

  func serverCommandKeys(_ live: Live) async {
    await live.check(Commands.COMMAND.GETKEYS.self) { live async throws in
      let keys = try await live.commandGetkeys(command: "MSET", arguments: ["a", "1", "b", "2"])
      #expect(keys == ["a", "b"])
      let counted = try await live.commandGetkeys(
        command: "ZUNION", arguments: ["2", "x", "y"], as: String.self)
      #expect(counted == ["x", "y"])
      #expect(await refusal { _ = try await live.commandGetkeys(command: "PING") } == "ERR")
    }
    await live.check(Commands.COMMAND.GETKEYSANDFLAGS.self) { live async throws in
      let keys = try await live.commandGetkeysandflags(
        command: "LMOVE", arguments: ["a", "b", "LEFT", "RIGHT"])
      #expect(keys.map(\.key) == ["a", "b"])
      #expect(keys.map { Set($0.flags) } == [["RW", "access", "delete"], ["RW", "insert"]])
      let set = try await live.commandGetkeysandflags(command: "GET", arguments: ["k"])
      #expect(set.first?.key == "k")
      let texts = try await live.commandGetkeysandflags(command: "GET", arguments: ["k"], as: String.self)
      #expect(texts.map(\.key) == ["k"])
    }
  }
}
