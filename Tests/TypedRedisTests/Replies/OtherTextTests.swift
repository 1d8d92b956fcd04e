import RESP
import Testing

@testable import TypedRedis

@Suite struct OtherTextTests {
  @Test func replicationStreams() throws {
    #expect(try decode(Commands.PSYNC.self, reply: .text("FULLRESYNC 096f 533")) == .full(id: "096f", offset: 533))
    #expect(try decode(Commands.PSYNC.self, reply: .text("CONTINUE")) == .partial(id: nil))
    #expect(try decode(Commands.PSYNC.self, reply: .text("CONTINUE 096f")) == .partial(id: "096f"))
    #expect(try decode(Commands.PSYNC.self, reply: .text("RDBCHANNELSYNC 12")) == .other("RDBCHANNELSYNC 12"))
    #expect(failure { try decode(Commands.PSYNC.self, reply: .text("FULLRESYNC 096f")) } == "expected an ID and an offset, got other text")
  }

  @Test func rulesOfUsers() throws {
    let lines: [RESPValue] = [
      .text("user default on nopass sanitize-payload ~* &* +@all"),
      .bulk(RedisBytes(Array("user us".utf8) + [0xFF] + Array(" off ~\u{301} (%R~a* -@all +get) (~b)".utf8))),
      .text("user alone"),
    ]
    let users = try decode(Commands.ACL.LIST.self, reply: .array(lines))
    #expect(users[0].user == "default")
    #expect(users[0].rules == ["on", "nopass", "sanitize-payload", "~*", "&*", "+@all"])
    #expect(users[0].description == "user default on nopass sanitize-payload ~* &* +@all")
    #expect(users[1].user == RedisBytes([0x75, 0x73, 0xFF]))
    #expect(users[1].rules == ["off", "~\u{301}", "(%R~a* -@all +get)", "(~b)"])
    #expect(users[2].rules.isEmpty)
    #expect(
      failure { try decode(Commands.ACL.LIST.self, reply: .array([.text("nonsense")])) }
        == "element 0: expected a user and rules, got other text")
  }

  @Test func whatASentinelRemembers() throws {
    let entry = RESPValue.array([.integer(1500), .text(Recorded.replica70.withCRLF)])
    let reply = RESPValue.fields(["main": .array([entry, .array([.integer(0), .null])])])
    let cached = try decode(Commands.SENTINEL.INFO_CACHE.self, reply: reply)["main"]
    #expect(cached?.map(\.age) == [.milliseconds(1500), .zero])
    #expect(cached?.first?.info?.replication.isReplica == true)
    #expect(cached?.last?.info == nil)
  }
}
