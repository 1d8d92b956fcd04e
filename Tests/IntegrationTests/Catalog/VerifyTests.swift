import TestSupport
import Testing
import TypedRedis

/// What a program was compiled for against what a server has.
@Suite struct VerifyTests {
  private struct Invented: RedisCommand {
    static let descriptor = CommandDescriptor(name: "NOSUCH THING", group: "test", arity: 2, sinceRedis: "99.0.0")
    func encode(into encoder: inout CommandEncoder) {}
    static func decode(_ reader: inout RESPReader) throws(RedisError) -> Int { try reader.readInt() }
  }

  private struct OtherGet: RedisCommand {
    static let descriptor = CommandDescriptor(
      name: "GET", group: "test", arity: 7, flags: [.write, .blocking],
      keySpecs: [KeySpec(begin: .index(2), find: .range(last: 0, step: 1, limit: 0))])
    func encode(into encoder: inout CommandEncoder) {}
    static func decode(_ reader: inout RESPReader) throws(RedisError) -> Int { try reader.readInt() }
  }

  @Test(arguments: ServerBinary.all) func whatOneServerLacksIsListed(_ binary: ServerBinary) async throws {
    let server = try await RealServer.common(binary)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let all = try await redis.verify(against: .core)
    #expect(all.count == CommandLibrary.core.descriptors.count)
    let missing = Set(all.missing.map(\.name.description))
    for descriptor in CommandLibrary.core.descriptors where descriptor.group.description != "sentinel" {
      let since = binary.kind == .redis ? descriptor.sinceRedis : descriptor.sinceValkey
      let isThere = since.map { binary.isAtLeast($0.description) } ?? false
      let name = descriptor.name.description
      // Documented since 8.2.0, and in later versions of 8.0.
      if missing.contains(name) == isThere && name != "VISMEMBER" {
        Issue.record("\(name): \(isThere ? "missing" : "there"), since \(since?.description ?? "never")")
      }
    }
    // What differs is small, and old.
    #expect(all.differences.count < 25, "\(all)")
  }

  @Test(arguments: ServerBinary.all) func whatDiffersIsTold(_ binary: ServerBinary) async throws {
    let server = try await RealServer.common(binary)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let mine = CommandLibrary("mine", [Commands.SET.self, Commands.CLIENT.LIST.self, Commands.SET.ReturningOld.self])
    let fine = try await redis.verify(against: mine)
    #expect(fine.isComplete, "\(fine)")
    #expect(fine.description == "the server has all 2 commands")

    let wrong = try await redis.verify(against: CommandLibrary("wrong", [Invented.self, OtherGet.self]), mine)
    #expect(!wrong.isComplete)
    #expect(wrong.description == """
      of 4 commands, 1 missing, 1 different
      missing: NOSUCH THING, since Redis 99.0.0
      differs: GET: arity 2, expected 7; is not write; is readonly; is not blocking; first key at 1, expected at 2
      """)
    #expect(try await redis.verify(against: []).isComplete)
  }
}
