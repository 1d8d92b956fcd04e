import CommandTestSupport
import Testing

@testable import TypedRedis

/// Commands of other modules than TypedRedis.
@Suite struct CommandLibraryTests {
  private struct Bump: RedisCommand {
    static let descriptor = CommandDescriptor(
      name: "LIBRARYTEST BUMP", group: "test", arity: -2,
      keySpecs: [KeySpec(begin: .index(2), find: .range(last: 0, step: 1, limit: 0), access: [])])
    func encode(into encoder: inout CommandEncoder) { encoder.token("LIBRARYTEST BUMP") }
    static func decode(_ reader: inout RESPReader) throws(RedisError) -> Int { try reader.readInt() }
  }

  private struct OwnPing: RedisCommand {
    static let descriptor = CommandDescriptor(name: "PING", group: "test", arity: 1)
    func encode(into encoder: inout CommandEncoder) { encoder.token("PING") }
    static func decode(_ reader: inout RESPReader) throws(RedisError) -> Int { try reader.readInt() }
  }

  @Test func registeredCommandsAreFound() throws {
    let words = ["librarytest", "Bump", "k"]
    CommandCatalog.register(CommandLibrary("library-test", [OwnPing.self]))
    expectLookup(words, nil)
    // The same name again: in the place of the first.
    CommandCatalog.register(CommandLibrary("library-test", [OwnPing.self, Bump.self]))
    expectLookup(words, Bump.self)
    expectLookup(["LIBRARYTEST"], nil)
    #expect(try CommandCatalog.lookup(words)?.decode(.integer(3)) as? Int == 3)
    #expect(CommandCatalog.descriptor(named: "LIBRARYTEST BUMP")?.arity == -2)
    #expect(CommandCatalog.libraries.map(\.name).contains("library-test"))
    // What was known first counts.
    expectLookup(["PING"], Commands.PING.self)
    CommandCatalog.register(CommandLibrary("core", [OwnPing.self]))
    expectLookup(["GET", "k"], Commands.GET.self)
    expectLookup(["PING"], Commands.PING.self)
  }

  @Test func aLibraryListsEachCommandOnce() {
    let names = CommandLibrary.core.descriptors.map(\.name.description)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    #expect(CommandLibrary.core.descriptors.allSatisfy { $0.form == nil })
  }
}
