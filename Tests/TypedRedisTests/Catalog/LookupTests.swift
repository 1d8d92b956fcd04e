import CommandTestSupport
import Testing

@testable import TypedRedis

/// From words to commands.
@Suite struct LookupTests {
  @Test func namesAreFoundInAnyCase() {
    expectLookup(["GET", "k"], Commands.GET.self)
    expectLookup(["get", "k"], Commands.GET.self)
    expectLookup(["gEt", "k"], Commands.GET.self)
    expectLookup(["pfSelfTest"], Commands.PFSELFTEST.self)
    expectLookup(["bitfield_ro", "k"], Commands.BITFIELD_RO.self)
    expectLookup(["RESTORE-asking", "k", "0", ""], Commands.RESTORE_ASKING.self)
  }

  @Test func subcommandsAreCommands() {
    expectLookup(["client", "List"], Commands.CLIENT.LIST.self)
    expectLookup(["CLIENT", "NO-evict", "on"], Commands.CLIENT.NO_EVICT.self)
    expectLookup(["xgroup", "create", "s", "g", "$", "mkstream"], Commands.XGROUP.CREATE.self)
    expectLookup(["sentinel", "masters"], Commands.SENTINEL.MASTERS.self)
    expectLookup(["Config", "GET", "client"], Commands.CONFIG.GET.self)
  }

  @Test func whatIsNoCommandIsNotFound() {
    expectLookup([], nil)
    expectLookup([""], nil)
    expectLookup(["GETT", "k"], nil)
    expectLookup(["GE", "T"], nil)
    expectLookup(["GET ", "k"], nil)
    expectLookup(["LIST"], nil)
    expectLookup(["CLIENT LIST"], nil)
    expectLookup([String(repeating: "GET", count: 100_000)], nil)
    // Folding is of letters: these differ from names by the same bit.
    expectLookup(["BITFIELD\u{7f}RO", "k"], nil)
    expectLookup(["RESTORE\rASKING", "k"], nil)
  }

  @Test func containersNeedASubcommand() {
    for container in ["CLIENT", "CONFIG", "XINFO", "ACL", "OBJECT", "SENTINEL", "SCRIPT"] {
      expectLookup([container], nil)
      expectLookup([container, "NOSUCH"], nil)
      expectLookup([container, ""], nil)
      #expect(CommandCatalog.lookup([container, "help"])?.descriptor.name.description == "\(container) HELP")
    }
  }

  /// With a word after it, a server takes that for a subcommand.
  @Test func aParentCanHaveAMeaningOfItsOwn() {
    expectLookup(["COMMAND"], Commands.COMMAND.self)
    expectLookup(["command", "count"], Commands.COMMAND.COUNT.self)
    expectLookup(["COMMAND", "NOSUCH"], nil)
    expectLookup(["COMMAND", "docs", "get"], Commands.COMMAND.DOCS.self)
  }

  @Test func wordsMayBeAnythingThatHasAText() {
    let form = CommandForm(Commands.SPOP.Count.self)
    #expect(CommandCatalog.lookup([Array("spop".utf8), [0xFF, 0x00], [0x32]]) == form)
    #expect(CommandCatalog.lookup([RedisBytes("SPOP"), RedisBytes([0xC3, 0x28]), RedisBytes("2")]) == form)
    #expect(CommandCatalog.lookup([RedisValue.string("Spop"), .bytes([0xFE]), .int(2)]) == form)
    #expect(CommandCatalog.lookup(["SPOP"[...], "k", "2"]) == form)
    #expect(CommandCatalog.lookup([[UInt8(0x47), 0x45, 0xD4]]) == nil)
    #expect(CommandCatalog.lookup([RedisValue]()) == nil)
  }

  @Test func descriptorsAreFoundByNameAndByWords() {
    #expect(CommandCatalog.descriptor(named: "client list")?.name.description == "CLIENT LIST")
    #expect(CommandCatalog.descriptor(named: "COMMAND")?.name.description == "COMMAND")
    #expect(CommandCatalog.descriptor(named: "client") == nil)
    #expect(CommandCatalog.descriptor(named: "get k") == nil)
    #expect(CommandCatalog.descriptor(named: "client  list") == nil)
    #expect(CommandCatalog.descriptor(named: "") == nil)
    let words: [RedisValue] = ["zrange", "k", 0, -1, "withscores"]
    #expect(CommandCatalog.descriptor(for: words)?.name.description == "ZRANGE")
    #expect(CommandCatalog.descriptor(for: words)?.form == nil)
    #expect(CommandCatalog.descriptor(for: ["client", "nosuch"]) == nil)
  }

  @Test func everyFormSaysWhatItIs() {
    #expect(CommandLibrary.core.forms.count == Set(CommandLibrary.core.forms).count)
    let scores = CommandForm(Commands.ZRANGE.WithScores.self)
    #expect(scores.description == "ZRANGE (WithScores)")
    #expect(scores.descriptor.form?.description == "WithScores")
    #expect(ObjectIdentifier(scores.responseType) == ObjectIdentifier([ScoredMember<RedisBytes>].self))
    #expect(CommandForm(Commands.GET.self).description == "GET")
    #expect(ObjectIdentifier(CommandForm(Commands.SELECT.self).responseType) == ObjectIdentifier(Void.self))
  }

  /// No two commands share a name, and each has one main form.
  @Test func everyCommandHasOneMainForm() {
    let names = Dictionary(grouping: CommandLibrary.core.forms) { $0.descriptor.name.description }
    for (name, forms) in names {
      #expect(forms.count { $0.descriptor.form == nil } == 1, "\(name)")
      #expect(Set(forms.compactMap { $0.descriptor.form?.description }).count == forms.count - 1, "\(name)")
    }
  }
}
