import Testing

@testable import TypedRedis

/// How long a request given by its words may take, against what its typed command says.
@Suite struct BlockingArgumentTests {
  private func time(_ words: RedisValue...) -> BlockingTime? {
    CommandCatalog.lookup(words)?.descriptor.blocking?.time(in: words)
  }

  @Test func positionsFromEitherEnd() {
    #expect(time("BLPOP", "a", "b", "c", "2.5") == .limited(.milliseconds(2500)))
    #expect(time("blmove", "a", "b", "LEFT", "RIGHT", 3) == .limited(.seconds(3)))
    #expect(time("BLMPOP", "0.1", "1", "a", "LEFT") == .limited(.milliseconds(100)))
    #expect(time("BLPOP", "a", "0") == .forever)
  }

  @Test func behindAWordThatMayBeMissing() {
    #expect(time("XREAD", "BLOCK", 1500, "STREAMS", "s", "$") == .limited(.milliseconds(1500)))
    #expect(time("XREAD", "COUNT", 5, "block", 0, "STREAMS", "s", "$") == .forever)
    #expect(time("XREAD", "COUNT", 5, "STREAMS", "s", "$") == BlockingTime.none)
    // The group is called BLOCK, and its consumer 7.
    #expect(
      time("XREADGROUP", "GROUP", "BLOCK", "7", "BLOCK", 9000, "STREAMS", "s", ">") == .limited(.seconds(9)))
  }

  @Test func millisecondsAreNoSeconds() {
    #expect(time("WAIT", 1, 250) == .limited(.milliseconds(250)))
    #expect(time("WAITAOF", 1, 0, 250) == .limited(.milliseconds(250)))
  }

  @Test func whatIsNoTimeIsLeftToTheServer() {
    #expect(time("BLPOP", "a", "soon") == BlockingTime.none)
    #expect(time("BLPOP", "a", "-1") == BlockingTime.none)
    #expect(time("BLPOP") == BlockingTime.none)
    #expect(time("GET", "a") == nil)
    #expect(time("BLPOP", "a", "1e300") != BlockingTime.none)
  }
}
