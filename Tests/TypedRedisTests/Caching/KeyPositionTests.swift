import RedisTransport
import Testing

@testable import TypedRedis

@Suite struct KeyPositionTests {
  /// The keys of a request, as its command's descriptor tells them. Nil for what cannot be told.
  private func keys(_ words: [String], _ descriptor: CommandDescriptor) -> [String]? {
    let bytes = encoded(words)
    return bytes.withUnsafeBytes { bytes in
      let encoded = EncodedWords(bytes)
      var keys: [String] = []
      for spec in descriptor.keySpecs {
        guard let positions = spec.positions(in: encoded) else { return nil }
        keys += positions.compactMap { encoded.word(at: $0).map { String(decoding: $0, as: UTF8.self) } }
      }
      return keys
    }
  }

  @Test func fixedPlaces() {
    #expect(keys(["GET", "k"], Commands.GET.descriptor) == ["k"])
    #expect(keys(["GET"], Commands.GET.descriptor) == nil)
    #expect(keys(["MGET", "a", "b", "c"], Commands.MGET.descriptor) == ["a", "b", "c"])
    #expect(keys(["MSET", "a", "1", "b", "2"], Commands.MSET.descriptor) == ["a", "b"])
    #expect(keys(["LCS", "a", "b", "IDX"], Commands.LCS.descriptor) == ["a", "b"])
    #expect(keys(["COPY", "a", "b"], Commands.COPY.descriptor) == ["a", "b"])
    #expect(keys(["BLPOP", "a", "b", "0"], Commands.BLPOP.descriptor) == ["a", "b"])
    #expect(keys(["OBJECT", "ENCODING", "k"], Commands.OBJECT.ENCODING.descriptor) == ["k"])
  }

  @Test func counted() {
    #expect(keys(["ZUNION", "2", "a", "b", "WITHSCORES"], Commands.ZUNION.descriptor) == ["a", "b"])
    #expect(keys(["EVAL", "return 1", "2", "a", "b", "c"], Commands.EVAL.descriptor) == ["a", "b"])
    #expect(keys(["EVAL", "return 1", "0"], Commands.EVAL.descriptor) == [])
    for count in ["-1", "x", "99999999999999999999", "7"] {
      #expect(keys(["ZUNION", count, "a", "b"], Commands.ZUNION.descriptor) == nil, "\(count)")
    }
  }

  @Test func behindAWord() {
    func found(_ words: [String], _ spec: KeySpec) -> [Int]? {
      encoded(words).withUnsafeBytes { spec.positions(in: EncodedWords($0)) }
    }
    let streams = KeySpec(begin: .keyword("STREAMS", from: 1), find: .range(last: -1, step: 1, limit: 2))
    #expect(found(["XREAD", "COUNT", "2", "streams", "a", "b", "0", "0"], streams) == [4, 5])
    #expect(found(["XREAD", "COUNT", "2"], streams) == [])
    #expect(found(["XREAD", "STREAMS"], streams) == nil)
    let keys = KeySpec(begin: .keyword("KEYS", from: -2), find: .range(last: -1, step: 1, limit: 0))
    #expect(found(["MIGRATE", "h", "1", "", "0", "9", "KEYS", "a", "b"], keys) == [7, 8])
    // There may be more than what the specification tells.
    #expect(self.keys(["MIGRATE", "h", "1", "k", "0", "1"], Commands.MIGRATE.descriptor) == nil)
    #expect(self.keys(["SORT", "k"], Commands.SORT.descriptor) == nil)
  }

  private func changes<C: RedisCommand>(_ command: C) -> String {
    switch KeyChanges(by: C.descriptor, command.encode) {
    case .none: "none"
    case .keys(let slots): slots == slots.sorted() ? "\(slots)" : "\(slots.sorted())"
    case .everything: "everything"
    }
  }

  private func slots(_ keys: String...) -> String { "\(keys.map(slot).sorted())" }

  @Test func whatCommandsChange() {
    #expect(changes(Commands.SET(key: "a", value: "1")) == slots("a"))
    #expect(changes(Commands.DEL(keys: ["a", "b"])) == slots("a", "b"))
    #expect(changes(Commands.RENAME(key: "a", newkey: "b")) == slots("a", "b"))
    // Only read from.
    #expect(changes(Commands.COPY(source: "a", destination: "b")) == slots("b"))
    #expect(changes(Commands.EVAL(script: "return 1", keys: ["a"])) == slots("a"))
    #expect(changes(Commands.GET(key: "a")) == "none")
    #expect(changes(Commands.PUBLISH(channel: "a", message: "b")) == "none")
    #expect(changes(Commands.PING()) == "none")
    #expect(changes(Commands.FLUSHALL()) == "everything")
    #expect(changes(Commands.EXEC()) == "everything")
    guard case .everything = KeyChanges(by: nil, { $0.append("JSON.SET") }) else {
      Issue.record("nobody knows what it changes")
      return
    }
  }
}
