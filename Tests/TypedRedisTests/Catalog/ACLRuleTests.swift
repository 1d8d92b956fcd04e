import Testing
import TypedRedis

@Suite struct ACLRuleTests {
  @Test func listsCommandsAndNothingElse() throws {
    #expect(try ACLRule(covering: ["get", "CLIENT  LIST", "GET"]).description == "+client|list +get")
    #expect(try ACLRule(covering: ["config", "config get"]).words == ["+config"])
    #expect(ACLRule(covering: [Commands.ZRANGE.WithScores.self, Commands.ZRANGE.self]).words == ["+zrange"])
    #expect(try ACLRule(covering: [String]()).description == "")
  }

  @Test(arguments: [
    (["GET", "ZRANGE"], "%R~a:*"), (["SETEX"], "%W~a:*"), (["GET", "SETEX"], "~a:*"), (["INCR"], "~a:*"),
    (["SORT_RO"], "%R~a:*"), (["GET", "EXISTS", "STRLEN", "TYPE"], "%R~a:*"), (["DEL"], "%W~a:*"),
  ]) func keysAreAllowedAsFarAsNeeded(commands: [String], pattern: String) throws {
    #expect(try ACLRule(covering: commands, keys: ["a:*"]).words.last == pattern)
  }

  @Test func withoutKeysNoneAreAllowed() throws {
    #expect(try ACLRule(covering: ["PING", "PUBLISH", "SPUBLISH"], keys: ["a:*"], channels: ["news"]).words
      == ["+ping", "+publish", "+spublish", "&news"])
  }

  @Test func unknownNamesAreAllListed() {
    let error = #expect(throws: RedisError.self) { try ACLRule(covering: ["GET", "GTE", "CLIENT LST"]) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains(#""GTE", "CLIENT LST""#) == true)
  }
}
