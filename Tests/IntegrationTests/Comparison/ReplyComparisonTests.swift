import Testing

@testable import TypedRedis

@Suite struct ReplyComparisonTests {
  // MARK: Values

  private struct Item: Sendable, Hashable {
    var id: Int
    var name: String?
    var tags: [String]
  }

  private func areAlike(_ a: any Sendable, _ b: any Sendable, _ likeness: Likeness) -> Bool {
    ValueTree(a).lines(likeness) == ValueTree(b).lines(likeness)
  }

  /// Whether two values are alike down to some level, and not closer.
  private func likeness(_ a: any Sendable, _ b: any Sendable) -> Likeness? {
    let levels: [Likeness] = [.equal, .sameElements, .sameWords, .sameShape, .sameKindsOfElements]
    let alike = levels.map { areAlike(a, b, $0) }
    guard let first = alike.firstIndex(of: true) else { return nil }
    #expect(alike[first...].allSatisfy { $0 }, "what is looser allows no less")
    return levels[first]
  }

  @Test func valuesAreAlikeToSomeDegree() {
    let item = Item(id: 1, name: "a", tags: ["x", "y"])
    #expect(likeness(item, item) == .equal)
    #expect(likeness(item, Item(id: 1, name: "a", tags: ["y", "x"])) == .sameElements)
    #expect(likeness(item, Item(id: 2, name: "a", tags: ["x", "y"])) == .sameWords)
    #expect(likeness(item, Item(id: 1, name: "b", tags: ["x", "y"])) == .sameShape)
    #expect(likeness(item, Item(id: 1, name: "a", tags: ["x"])) == .sameKindsOfElements)
    #expect(likeness(item, Item(id: 1, name: nil, tags: ["x", "y"])) == nil)
    #expect(likeness([item], [item.id]) == nil)
  }

  @Test func orderIsNothingInSetsAndDictionaries() {
    let names = (0..<50).map { "n\($0)" }
    #expect(likeness(Set(names), Set(names.reversed())) == .equal)
    let table = Dictionary(uniqueKeysWithValues: names.map { ($0, $0.count) })
    #expect(likeness(table, Dictionary(uniqueKeysWithValues: names.reversed().map { ($0, $0.count) })) == .equal)
    #expect(likeness(["a": 1], ["b": 1]) == .sameShape)
    #expect(likeness(["a": 1], ["a": 2]) == .sameWords)
  }

  @Test func timesAreNeverCompared() {
    #expect(likeness(Duration.seconds(1), Duration.seconds(2)) == .equal)
    #expect(likeness(UnixTime(seconds: 1), UnixTime(seconds: 2)) == .equal)
    #expect(likeness(UnixTime(seconds: 1), UnixTime?.none) == .sameWords)
    #expect(likeness(UnixTime(seconds: 1), Duration.seconds(2)) == .sameWords)
    #expect(likeness(UnixTime(seconds: 1), 1) == nil)
  }

  @Test func wordsWithDigitsAreMasked() {
    #expect(likeness("id=7 addr=127.0.0.1:80", "id=12 addr=127.0.0.1:8080") == .sameWords)
    #expect(likeness("id=7 name=a", "id=7 name=b") == .sameShape)
    #expect(likeness(RedisBytes([0xff]), RedisBytes([0xfe])) == .sameWords)
    #expect(likeness(1.5, -2.5e100) == .sameWords)
    #expect(likeness(true, false) == .sameShape)
  }

  @Test func enumerationsAreComparedByTheirCases() {
    let primary = RoleInfo.primary(offset: 1, replicas: [])
    #expect(likeness(primary, RoleInfo.primary(offset: 2, replicas: [])) == .sameWords)
    #expect(likeness(primary, RoleInfo.sentinel(primaries: [])) == nil)
    #expect(likeness(Determinism.orderVaries, Determinism.outputVaries) == .sameShape)
  }

  @Test func repliesWithoutAShapeAreComparedAsRESP2HasThem() {
    let former: RESPValue = .map([.init(.bulk("a"), .double(1.5)), .init(.bulk("b"), .set([.boolean(true), .null]))])
    let latter: RESPValue = .array([.bulk("a"), .bulk("1.5"), .simpleString("b"), .array([.integer(1), .null])])
    #expect(likeness(former, latter) == .equal)
  }

  // MARK: Calls

  private func call<C: RedisCommand>(_ command: C.Type, _ value: any Sendable) -> NotedCall {
    NotedCall(CommandForm(command), words: [C.descriptor.name.description], .value(value, of: .null))
  }

  private func complaints(_ resp3: [NotedCall], _ resp2: [NotedCall]) -> [String] {
    ReplyComparison(resp3: resp3, resp2: resp2).complaints
  }

  @Test func theSpecificationSaysHowAlikeRepliesAre() {
    #expect(complaints([call(Commands.GET.self, "a")], [call(Commands.GET.self, "a")]) == [])
    #expect(
      complaints([call(Commands.GET.self, "a")], [call(Commands.GET.self, "b")])
        == ["GET \"GET\": : String a and : String b in RESP3 and RESP2"])
    let (keys, others) = (["a", "b"], ["b", "a"])
    #expect(complaints([call(Commands.SMEMBERS.self, keys)], [call(Commands.SMEMBERS.self, others)]) == [])
    #expect(complaints([call(Commands.MGET.self, keys)], [call(Commands.MGET.self, others)]).count == 1)
    #expect(complaints([call(Commands.TTL.self, 7)], [call(Commands.TTL.self, 8)]) == [])
    #expect(complaints([call(Commands.TTL.self, 7)], [call(Commands.TTL.self, Int?.none)]).count == 1)
  }

  @Test func theSameIsCalledEquallyOften() {
    let one = call(Commands.GET.self, "a")
    #expect(complaints([one, one], [one]) == ["GET was called 2 times in RESP3 and 1 times in RESP2"])
    #expect(complaints([], [one]) == ["GET was called in RESP2 only"])
  }

  @Test func whatCannotBeReadIsToldOnce() {
    let misfit = NotedCall(words: ["GET", "a"])
    misfit.note(.array([]))
    #expect(complaints([misfit], [call(Commands.GET.self, "a")]).count == 1)
    #expect(complaints([misfit], [call(Commands.GET.self, "a")]).first?.contains("cannot read []") == true)
  }

  @Test func repliesMeanTheSameWithPlainTypes() {
    let scores = NotedCall(words: ["ZSCORE", "a", "b"])
    scores.note(.double(1.5))
    #expect(complaints([scores], [call(Commands.ZSCORE.self, Double?(1.5))]) == [])
    let raw = NotedCall(words: ["EVAL", "return 1.5", "0"])
    raw.note(.map([.init(.bulk("a"), .double(1.5))]))
    #expect(complaints([raw], [raw]) == [])
    let hello = NotedCall(words: ["HELLO"])
    hello.note(.map([.init(.bulk("proto"), .map([]))]))
    // It cannot be read at all, which is said of either call.
    #expect(complaints([hello], [hello]).map { $0.contains("cannot read") } == [true, true])
  }

  @Test func errorsAreCompared() {
    let former = NotedCall(words: ["GET", "a"])
    let latter = NotedCall(words: ["GET", "a"])
    former.note(.error(ServerError(line: "ERR no 1")))
    latter.note(.error(ServerError(line: "ERR no 2")))
    #expect(complaints([former], [latter]) == [])
    latter.note(.error(ServerError(line: "WRONGTYPE no")))
    #expect(complaints([former], [latter]).count == 1)
    #expect(complaints([former], [call(Commands.GET.self, "a")]).count == 1)
  }

  @Test func ofAttemptsTheLastOneCounts() {
    let notes = LiveNotes()
    let (former, latter) = (NotedCall(words: ["GET", "a"]), NotedCall(words: ["TTL", "a"]))
    for (call, counts) in [(former, false), (latter, true)] {
      let attempt = LiveNotes.Attempt()
      LiveNotes.$attempt.withValue(attempt) { notes.add(call) }
      attempt.end(counts: counts)
    }
    #expect(notes.calls.map(\.form) == [latter.form])
    #expect(notes.called == Set([former, latter].compactMap(\.form)))
  }
}
