import Testing

@testable import TypedRedis

/// Long requests take time in proportion to their length, and no more than a thread's stack. What grew faster would not end.
@Suite(.timeLimit(.minutes(2))) struct GrammarCostTests {
  private static let count = 40_000

  private func expectForm(
    _ form: any RedisCommand.Type, _ head: [String], _ row: [String], _ tail: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var words = head
    for _ in 0..<Self.count { words += row }
    words += tail
    #expect(CommandCatalog.lookup(words) == CommandForm(opening: form), sourceLocation: sourceLocation)
  }

  @Test func listsOfValues() {
    expectForm(Commands.ZADD.Increment.self, ["ZADD", "k", "INCR"], ["1", "INCR"])
    expectForm(Commands.XADD.IfStreamExists.self, ["XADD", "s", "NOMKSTREAM", "*"], ["MAXLEN", "~"])
    expectForm(Commands.XCLAIM.JustIds.self, ["XCLAIM", "s", "g", "c", "0"], ["1-1"], ["JUSTID"])
    expectForm(Commands.ZUNION.WithScores.self, ["ZUNION", "\(Self.count)"], ["k"], ["WEIGHTS", "1", "2", "WITHSCORES"])
    expectForm(Commands.COMMAND.INFO.self, ["COMMAND", "INFO"], ["get"])
    expectForm(Commands.MIGRATE.Keys.self, ["MIGRATE", "h", "1", "", "0", "5", "KEYS"], ["COPY"])
  }

  @Test func optionsOverAndOver() {
    expectForm(Commands.SORT.Storing.self, ["SORT", "k"], ["GET", "#"], ["STORE", "d"])
    expectForm(Commands.SET.ReturningOld.self, ["SET", "k", "v", "GET"], ["EX", "5"])
    expectForm(Commands.GEOSEARCH.WithDetails.self, ["GEOSEARCH", "k", "FROMMEMBER", "m"], ["COUNT", "5", "ANY"], ["WITHDIST"])
    expectForm(Commands.CLIENT.KILL.self, ["CLIENT", "KILL"], ["NOT-ID", "5", "6"])
  }

  /// Every word could be several things, and in the end the request is none.
  @Test func deadEnds() {
    expectForm(Commands.XCLAIM.self, ["XCLAIM", "s", "g", "c", "0", "1-1"], ["JUSTID", "IDLE"])
    expectForm(Commands.SORT.Getting.self, ["SORT", "k"], ["GET", "GET"], ["GET"])
    expectForm(Commands.SET.ReturningOld.self, ["SET", "k", "v", "GET"], ["NOSUCH"])
    expectForm(Commands.CLIENT.KILL.self, ["CLIENT", "KILL"], ["NOT-ID", "ID"], ["NOT-ID"])
    expectForm(Commands.ZUNION.WithScores.self, ["ZUNION", "1", "k", "WITHSCORES"], ["WEIGHTS", "AGGREGATE"], ["SUM"])
  }
}
