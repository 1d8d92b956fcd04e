import TestSupport
import Testing

@testable import TypedRedis

/// Servers accept more spellings than anybody documents. Whatever they accept has a form here that their reply is of.
@Suite struct RandomRequestTests {
  /// The data that a command works on, and the values of its arguments.
  private struct Subject {
    var command: String
    var data: [[RedisValue]] = []
    var values: [String]
    var optionValues = ["1", "2", "3"]
    var rounds = 50
  }

  @Test(arguments: LiveServer.all, [RedisOptions.ProtocolVersion.resp2, .resp3])
  func whatAServerAcceptsDecodes(_ server: LiveServer, _ version: RedisOptions.ProtocolVersion) async throws {
    // It is emptied all the time, so it is no one else's.
    let real = try RealServer(server.binary)
    defer { real.stop() }
    var options = try RedisOptions(url: real.url)
    options.protocolVersion = version
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    for subject in Self.subjects {
      guard let descriptor = CommandCatalog.descriptor(named: subject.command), server.has(descriptor) else { continue }
      try await expectForms(of: subject, redis, "\(server), RESP\(version.rawValue)")
    }
  }

  private func expectForms(of subject: Subject, _ redis: Redis, _ server: String) async throws {
    let name = subject.command
    let text = try #require(CommandLibrary.core.grammars.first { $0.name.description == name }, "\(name)")
    let grammar = try #require(GrammarParser.parse(text.text), "\(name)")
    var request = RandomRequest(
      values: subject.values, optionValues: subject.optionValues,
      random: SplitMix(seed: UInt64(truncatingIfNeeded: name.utf8.reduce(0) { $0 &* 31 &+ Int($1) })))
    var seen: Set<CommandForm> = []
    for _ in 0..<subject.rounds {
      try await redis.execute(["FLUSHALL"])
      for command in subject.data { try await redis.execute(command) }
      let words = name.split(separator: " ").map(String.init) + request.next(grammar.items)
      guard let reply = try? await redis.execute(words.map { .string($0) }) else { continue }
      let form = try #require(CommandCatalog.lookup(words), "\(words)")
      seen.insert(form)
      #expect(throws: Never.self, "\(server): \(words) has the form \(form) and the reply \(reply)") {
        try form.decode(reply)
      }
    }
    #expect(!seen.isEmpty, "\(server): no request of \(name) was accepted")
  }

  private static let zset: [RedisValue] = ["ZADD", "k", 1, "a", 2, "b", 3, "c"]
  private static let list: [RedisValue] = ["RPUSH", "k", "1", "2", "3", "a", "a"]
  private static let hash: [RedisValue] = ["HSET", "k", "f", "1", "g", "2"]
  private static let geo: [RedisValue] = ["GEOADD", "k", 1, 1, "1", 2, 2, "2", 3, 3, "3"]
  private static let stream: [[RedisValue]] = [
    ["XADD", "k", "1-1", "f", "v"], ["XADD", "k", "2-1", "f", "v"], ["XADD", "k", "3-1", "f", "v"],
    ["XGROUP", "CREATE", "k", "g", "0"], ["XREADGROUP", "GROUP", "g", "c", "COUNT", 2, "STREAMS", "k", ">"],
  ]
  private static let vectors: [[RedisValue]] = [
    ["VADD", "k", "VALUES", 2, 1, 0, "1", "SETATTR", #"{"n":1}"#], ["VADD", "k", "VALUES", 2, 0, 1, "2"],
  ]

  private static let subjects: [Subject] = [
    Subject(command: "ACL LOG", values: ["5"]),
    Subject(command: "BITFIELD", data: [["SET", "k", "hello"]], values: ["k"], optionValues: ["u4", "i8"]),
    Subject(command: "COMMAND INFO", values: ["get", "nosuch"]),
    Subject(command: "FUNCTION LIST", data: [["FUNCTION", "LOAD", "REPLACE", "#!lua name=one\nredis.register_function('f', function() end)"]], values: [], optionValues: ["*", "one"]),
    Subject(command: "GEORADIUS", data: [geo], values: ["k", "1", "1", "500"]),
    Subject(command: "GEORADIUSBYMEMBER", data: [geo], values: ["k", "1", "500"]),
    Subject(command: "GEORADIUSBYMEMBER_RO", data: [geo], values: ["k", "1", "500"]),
    Subject(command: "GEORADIUS_RO", data: [geo], values: ["k", "1", "1", "500"]),
    Subject(command: "GEOSEARCH", data: [geo], values: ["k"]),
    Subject(command: "GEOSEARCHSTORE", data: [geo], values: ["d", "k"]),
    Subject(command: "HRANDFIELD", data: [hash], values: ["k", "2"]),
    Subject(command: "HSCAN", data: [hash], values: ["k", "0"]),
    Subject(command: "INCREX", data: [["SET", "k", "5"]], values: ["k"]),
    Subject(command: "LCS", data: [["MSET", "k", "ohmytext", "l", "mynewtext"]], values: ["k", "l"]),
    Subject(command: "LPOP", data: [list], values: ["k", "2"]),
    Subject(command: "LPOS", data: [list], values: ["k", "a"]),
    Subject(command: "PFDEBUG", data: [["PFADD", "k", "a"]], values: ["k"]),
    Subject(command: "PING", values: ["GET"]),
    Subject(command: "RPOP", data: [list], values: ["k", "2"]),
    Subject(command: "SET", data: [["SET", "k", "1"]], values: ["k", "v"]),
    Subject(command: "SORT", data: [list], values: ["k"], optionValues: ["1", "2", "w_*", "#", "GET"]),
    Subject(command: "SORT_RO", data: [list], values: ["k"], optionValues: ["1", "2", "w_*", "#", "GET"]),
    Subject(command: "SPOP", data: [["SADD", "k", "1", "2", "3"]], values: ["k", "2"]),
    Subject(command: "SRANDMEMBER", data: [["SADD", "k", "1", "2", "3"]], values: ["k", "-2"]),
    Subject(command: "VEMB", data: vectors, values: ["k", "1"]),
    Subject(command: "VLINKS", data: vectors, values: ["k", "1"]),
    Subject(command: "VRANDMEMBER", data: vectors, values: ["k", "2"]),
    Subject(command: "VSIM", data: vectors, values: ["k"]),
    Subject(command: "XADD", data: stream, values: ["k", "*", "f", "NOMKSTREAM"]),
    Subject(command: "XAUTOCLAIM", data: stream, values: ["k", "g", "d", "0", "0"]),
    Subject(command: "XCLAIM", data: stream, values: ["k", "g", "d", "0", "1-1", "2-1", "5-1"]),
    Subject(command: "XINFO STREAM", data: stream, values: ["k"]),
    Subject(command: "XPENDING", data: stream, values: ["k", "g", "-", "+", "5", "c"], optionValues: ["0", "1"]),
    Subject(
      command: "XREADGROUP", data: [["XADD", "1", "2-1", "f", "v"], ["XGROUP", "CREATE", "1", "1", "0"]], values: [],
      optionValues: ["1"], rounds: 300),
    Subject(command: "ZADD", data: [zset], values: ["k", "5", "a", "6", "INCR", "7", "NX"]),
    Subject(command: "ZDIFF", data: [zset], values: ["k"]),
    Subject(command: "ZINTER", data: [zset], values: ["k"]),
    Subject(command: "ZPOPMAX", data: [zset], values: ["k", "2"]),
    Subject(command: "ZPOPMIN", data: [zset], values: ["k", "2"]),
    Subject(command: "ZRANDMEMBER", data: [zset], values: ["k", "2"]),
    Subject(command: "ZRANGE", data: [zset], values: ["k", "0", "5"]),
    Subject(command: "ZRANGEBYSCORE", data: [zset], values: ["k", "0", "5"]),
    Subject(command: "ZRANK", data: [zset], values: ["k", "a"]),
    Subject(command: "ZREVRANGE", data: [zset], values: ["k", "0", "5"]),
    Subject(command: "ZREVRANGEBYSCORE", data: [zset], values: ["k", "5", "0"]),
    Subject(command: "ZREVRANK", data: [zset], values: ["k", "a"]),
    Subject(command: "ZSCAN", data: [zset], values: ["k", "0"]),
    Subject(command: "ZUNION", data: [zset], values: ["k"]),
  ]
}
