import RESP
import Testing

@testable import TypedRedis

@Suite struct RequestRouteTests {
  // In other slots each: 15495, 3300, 7365.
  private let a = "a".slot, b = "b".slot, c = "c".slot

  // MARK: One slot

  @Test func oneKey() throws {
    #expect(try route(Commands.GET(key: "a")) == .slot(a))
    #expect(try route(Commands.OBJECT.ENCODING(key: "a")) == .slot(a))
    #expect(try route(Commands.XGROUP.CREATE(key: "a", group: "g", id: "0")) == .slot(a))
    #expect(try route(Commands.SPUBLISH(channel: "a", message: "b")) == .slot(a))
    #expect(try route(["SORT", "a", "BY", "w_*", "GET", "#", "ALPHA"]) == .slot(a))
    #expect(try route(["PFADD", "a"]) == .slot(a))
    #expect(try route(["GET", ""]) == .slot(0))
  }

  @Test func keysOfOneSlot() throws {
    #expect(try route(["MGET", "{a}1", "{a}2", "a"]) == .slot(a))
    #expect(try route(["DEL", "a"]) == .slot(a))
    #expect(try route(["MSET", "{a}1", "1", "{a}2", "2"]) == .slot(a))
    #expect(try route(["BITOP", "AND", "{a}1", "{a}2", "{a}3"]) == .slot(a))
    #expect(try route(["BLPOP", "{a}1", "{a}2", "0"]) == .slot(a))
    #expect(try route(["RENAME", "{a}1", "{a}2"]) == .slot(a))
    #expect(try route(["LCS", "{a}1", "{a}2"]) == .slot(a))
  }

  @Test func countedKeys() throws {
    #expect(try route(["EVAL", "return 1", "2", "{a}1", "{a}2", "b"]) == .slot(a))
    #expect(try route(["EVAL", "return 1", "0", "b"]) == .anyPrimary)
    #expect(try route(["ZUNIONSTORE", "a", "2", "{a}1", "{a}2", "WEIGHTS", "1", "2"]) == .slot(a))
    #expect(try route(["LMPOP", "1", "a", "LEFT"]) == .slot(a))
    #expect(try route(["BLMPOP", "0", "2", "a", "{a}", "LEFT"]) == .slot(a))
    #expect(try route(["FCALL", "f", "1", "a", "b"]) == .slot(a))
    #expect(code(["ZUNIONSTORE", "a", "2", "{a}1", "b"]) == .crossSlot)
    #expect(code(["EVAL", "return 1", "2", "a", "b"]) == .crossSlot)
  }

  @Test func keysBehindAWord() throws {
    #expect(try route(["XREAD", "COUNT", "2", "STREAMS", "{a}1", "{a}2", "0", "0"]) == .slot(a))
    #expect(try route(["XREADGROUP", "GROUP", "streams", "c", "streams", "a", ">"]) == .slot(a))
    #expect(code(["XREAD", "STREAMS", "a", "b", "0", "0"]) == .crossSlot)
    #expect(try route(["GEORADIUS", "a", "1", "2", "3", "km", "STORE", "{a}1"]) == .slot(a))
    #expect(code(["GEORADIUS", "a", "1", "2", "3", "km", "STOREDIST", "b"]) == .crossSlot)
    #expect(try route(["GEORADIUS", "a", "1", "2", "3", "km"]) == .slot(a))
    #expect(code(["GEOSEARCHSTORE", "a", "b", "FROMMEMBER", "m", "BYRADIUS", "1", "km"]) == .crossSlot)
  }

  /// An empty word stands where the key would be, and the keys are further on.
  @Test func migration() throws {
    #expect(try route(["MIGRATE", "h", "1", "a", "0", "9"]) == .slot(a))
    #expect(try route(["MIGRATE", "h", "1", "", "0", "9", "KEYS", "{a}1", "{a}2"]) == .slot(a))
    #expect(code(["MIGRATE", "h", "1", "", "0", "9", "KEYS", "a", "b"]) == .crossSlot)
    // Here it is a key.
    #expect(code(["RENAME", "", "b"]) == .crossSlot)
    #expect(try route(["MGET", "", ""]) == .slot(0))
  }

  // MARK: No keys

  @Test func withoutKeys() throws {
    #expect(try route(Commands.PUBLISH(channel: "a", message: "b")) == .anyPrimary)
    #expect(try route(Commands.TIME()) == .anyPrimary)
    #expect(try route(Commands.DBSIZE()) == .allPrimaries)
    #expect(try route(Commands.RANDOMKEY()) == .allPrimaries)
    #expect(try route(Commands.FLUSHALL()) == .allPrimaries)
    #expect(try route(Commands.KEYS(pattern: "*")) == .allPrimaries)
    #expect(try route(Commands.SCRIPT.LOAD(script: "return 1")) == .allNodes)
    #expect(try route(Commands.CONFIG.RESETSTAT()) == .allNodes)
    #expect(try route(Commands.SLOWLOG.GET()) == .allNodes)
  }

  @Test(arguments: [["SCAN", "0"], ["INFO"], ["FUNCTION", "STATS"], ["LATENCY", "LATEST"], ["MEMORY", "STATS"]])
  func whatIsAboutOneNode(_ words: [String]) throws {
    let error = #expect(throws: RedisError.self) { try route(words) }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("target:") == true)
    #expect(error?.command.map { words.joined(separator: " ").hasPrefix($0) } == true)
  }

  @Test func cursorsAreRoutedLikeKeys() throws {
    #expect(try route(["CLUSTERSCAN", "0-{a}-1"]) == .slot(a))
  }

  @Test func whatTellsNoKeys() {
    for words in [["GET"], ["EVAL", "return 1", "x"], ["ZUNION", "7", "a"], ["LMPOP", "99999999999999999999", "a"], ["XREAD", "STREAMS"]] {
      #expect(code(words) == .unsupported, "\(words)")
    }
    #expect((try? route(["XREAD", "COUNT", "1"])) == .anyPrimary)
  }

  @Test func entriesThatSayNothing() throws {
    let unknown = KeySpec(begin: .unknown, find: .unknown)
    let first = KeySpec(begin: .index(1), find: .range(last: 0, step: 1, limit: 0))
    func route(_ specs: [KeySpec]) throws -> RequestRoute {
      try RequestRouteTests.route(["X.Y", "a"], CommandDescriptor(name: "X.Y", group: "x", arity: 2, keySpecs: specs))
    }
    #expect(try route([unknown, first]) == .slot(a))
    #expect(throws: RedisError.self) { try route([unknown]) }
    let incomplete = KeySpec(begin: .index(1), find: .range(last: 0, step: 1, limit: 0), access: .incomplete)
    #expect(try route([incomplete, unknown]) == .slot(a))
  }

  // MARK: Several slots

  @Test func parts() throws {
    #expect(
      try route(["MGET", "a", "b", "{a}2", "c"]) == .split([
        part(a, ["MGET", "a", "{a}2"], [0, 2]), part(b, ["MGET", "b"], [1]), part(c, ["MGET", "c"], [3]),
      ]))
    #expect(
      try route(["MSET", "a", "1", "b", "2", "a", "3"]) == .split([
        part(a, ["MSET", "a", "1", "a", "3"], [0, 2]), part(b, ["MSET", "b", "2"], [1]),
      ]))
    for name in ["DEL", "UNLINK", "TOUCH", "EXISTS"] {
      #expect(try route([name, "a", "b"]) == .split([part(a, [name, "a"], [0]), part(b, [name, "b"], [1])]))
    }
  }

  @Test func countsAreSetAnew() throws {
    #expect(
      try route(["MSETEX", "3", "a", "1", "b", "2", "{a}", "3", "NX", "EX", "10"]) == .split([
        part(a, ["MSETEX", "2", "a", "1", "{a}", "3", "NX", "EX", "10"], [0, 2]),
        part(b, ["MSETEX", "1", "b", "2", "NX", "EX", "10"], [1]),
      ]))
  }

  @Test func manyKeys() throws {
    let keys = (0..<5000).map { "key:\($0)" }
    guard case .split(let parts) = try route(Commands.MGET(keys: keys)) else {
      Issue.record("expected parts")
      return
    }
    #expect(parts.flatMap(\.positions).sorted() == Array(0..<5000))
    for part in parts {
      let words = part.bytes.withUnsafeBytes { bytes in
        let words = EncodedWords(bytes)
        return (1..<words.count).compactMap { words.word(at: $0).map { String(decoding: $0, as: UTF8.self) } }
      }
      #expect(words == part.positions.map { keys[$0] })
      #expect(words.allSatisfy { $0.slot == part.slot })
      #expect(part.positions == part.positions.sorted())
    }
    #expect(Set(parts.map(\.slot)).count == parts.count)
  }

  @Test func halfAPairIsRefused() {
    #expect(code(["MSET", "a", "1", "b"]) == .invalidArgument)
    #expect(code(["MSETEX", "2", "a", "1", "b"]) == .invalidArgument)
  }

  @Test(arguments: [
    ["RENAME", "a", "b"], ["SINTER", "a", "b"], ["PFCOUNT", "a", "b"], ["MSETNX", "a", "1", "b", "2"], ["BITOP", "OR", "a", "b"],
    ["LMOVE", "a", "b", "LEFT", "LEFT"], ["BLPOP", "a", "b", "0"], ["COPY", "a", "b"], ["SMOVE", "a", "b", "m"],
  ]) func whatCannotBeSplit(_ words: [String]) {
    let error = #expect(throws: RedisError.self) { try route(words) }
    #expect(error?.code == .crossSlot)
    #expect(error?.message.hasPrefix("CROSSSLOT: keys \"a\" and \"b\"") == true)
    #expect(error?.command == words[0])
  }

  @Test func keysInErrors() {
    func message(_ key: [UInt8], _ other: String = "b") -> String? {
      let words: [RedisValue] = ["RENAME", .bytes(key), .string(other)]
      let error = #expect(throws: RedisError.self) { try RequestRouteTests.route(words, Commands.RENAME.descriptor) }
      return error?.message
    }
    #expect(message([0xFF, 0x22, 0x0A, 0x41])?.hasPrefix("CROSSSLOT: keys \"\\xff\\\"\\x0aA\" and \"b\"") == true)
    #expect(message(Array("line\nend".utf8))?.contains("\"line\\nend\"") == true)
    let long = message([UInt8](repeating: 0x78, count: 100_000))
    #expect((long ?? "").count < 120)
    #expect(long?.contains("…") == true)
    // MIGRATE may have a password among its words.
    let secret = #expect(throws: RedisError.self) {
      try route(["MIGRATE", "h", "1", "", "0", "9", "AUTH", "pw", "KEYS", "hidden", "b"])
    }
    #expect(secret?.code == .crossSlot)
    #expect(secret?.message.contains("hidden") == false)
  }

  // MARK: The short way

  @Test func plainSlots() {
    #expect(plain(["GET", "a"]) == a)
    #expect(plain(["SET", "a", "1", "EX", "10"]) == a)
    #expect(plain(["OBJECT", "ENCODING", "a"]) == a)
    #expect(plain(["SPUBLISH", "a", "m"]) == a)
    // One key where there might be more.
    #expect(plain(["DEL", "a"]) == a)
    #expect(plain(["MSET", "a", "1"]) == a)
    #expect(plain(["HSET", "a"] + (0..<200).map { "\($0)" }) == a)
    for words in [["DEL", "a", "{a}"], ["EVAL", "x", "1", "a"], ["XREAD", "STREAMS", "a", "0"], ["PING"], ["GET"], ["RENAME", "a", "{a}"], ["BLPOP", "a", "0"], ["SORT", "a"]] {
      #expect(plain(words) == nil, "\(words)")
    }
  }

  @Test func brokenBytesHaveNoPlainSlot() {
    let whole = Array("*2\r\n$3\r\nGET\r\n$1\r\na\r\n".utf8)
    func slot(_ bytes: [UInt8]) -> UInt16? {
      bytes.withUnsafeBytes { RequestRoute.plainSlot(of: $0, Commands.GET.descriptor) }
    }
    for length in 0..<whole.count - 2 { #expect(slot(Array(whole.prefix(length))) == nil, "\(length)") }
    #expect(slot(Array("*2\r\n$3\r\nGET\r\n$99\r\na\r\n".utf8)) == nil)
    #expect(slot(Array("*2\r\n$99999999999999999999999999999\r\nGET\r\n$1\r\na\r\n".utf8)) == nil)
  }
}

// MARK: Support

extension RequestRouteTests {
  static func route(_ words: [RedisValue], _ descriptor: CommandDescriptor) throws(RedisError) -> RequestRoute {
    var encoder = CommandEncoder()
    encoder.command { encoder in for word in words { encoder.append(word) } }
    return try encoder.withUnsafeBytes { bytes throws(RedisError) in
      try RequestRoute.of(EncodedWords(bytes), descriptor)
    }
  }

  static func route(_ words: [String], _ descriptor: CommandDescriptor) throws(RedisError) -> RequestRoute {
    try route(words.map { .string($0) }, descriptor)
  }

  private func route<C: RedisCommand>(_ command: C) throws(RedisError) -> RequestRoute {
    var encoder = CommandEncoder()
    encoder.command(command.encode)
    return try encoder.withUnsafeBytes { bytes throws(RedisError) in
      try RequestRoute.of(EncodedWords(bytes), C.descriptor)
    }
  }

  private func descriptor(_ words: [String]) throws -> CommandDescriptor {
    try #require(CommandCatalog.descriptor(for: words.map { .string($0) }))
  }

  private func route(_ words: [String]) throws -> RequestRoute {
    try RequestRouteTests.route(words, try descriptor(words))
  }

  private func code(_ words: [String]) -> RedisError.Code? {
    do {
      _ = try route(words)
      return nil
    } catch {
      return (error as? RedisError)?.code
    }
  }

  private func part(_ slot: UInt16, _ words: [String], _ positions: [Int]) -> RequestPart {
    RequestPart(slot: slot, bytes: encoded(words), positions: positions)
  }

  private func plain(_ words: [String]) -> UInt16? {
    guard let descriptor = try? descriptor(words) else { return nil }
    return encoded(words).withUnsafeBytes { RequestRoute.plainSlot(of: $0, descriptor) }
  }
}

extension String {
  fileprivate var slot: UInt16 { UInt16(hashSlot) }
}
