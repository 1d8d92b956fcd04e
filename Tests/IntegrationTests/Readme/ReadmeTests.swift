import Foundation
import TestSupport
import Testing
import TypedRedis

@Suite struct ReadmeTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// Without the indentation that all lines share.
  private func aligned(_ lines: [Substring]) -> String {
    let filled = lines.filter { !$0.allSatisfy(\.isWhitespace) }
    let indent = filled.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { $0.dropFirst(indent) }.joined(separator: "\n")
  }

  private func blocks(of text: String, from opening: String, to closing: String) -> [String] {
    var blocks: [String] = []
    var current: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let mark = line.trimmingCharacters(in: .whitespaces)
      if let lines = current, mark == closing {
        blocks.append(aligned(lines))
        current = nil
      } else if current == nil, mark == opening {
        current = []
      } else {
        current?.append(line)
      }
    }
    return blocks
  }

  @Test func snippetsAreTheOnesThatCompile() throws {
    let readme = try String(
      contentsOf: Self.folder.appendingPathComponent("../../../README.md"), encoding: .utf8)
    let sources = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
    let shown = blocks(of: readme, from: "```swift", to: "```")
    let compiled = try sources.flatMap {
      blocks(of: try String(contentsOf: $0, encoding: .utf8), from: "//////", to: "//////")
    }
    #expect(shown.count == compiled.count)
    for snippet in shown { #expect(compiled.contains(snippet), "not compiled:\n\(snippet)") }
  }

  @Test(arguments: ServerBinary.all) func snippetsRun(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await ReadmeSnippets.commands(redis)
    try await redis.zadd(key: "board", members: [("ada", 10)])
    let (raw, visits, user, names) = try await ReadmeSnippets.replies(redis)
    #expect(raw?.string == "1")
    #expect(visits == 1)
    #expect(user == ["name": "Ada", "city": "London"])
    #expect(names.isEmpty)
    #expect(try await ReadmeSnippets.anything(redis).double == 10)
    try await ReadmeSnippets.connection(redis)
    #expect(try await redis.exists(keys: ["where"]) == 0)
    try await ReadmeSnippets.executor(redis)
    #expect(try await redis.get(key: "key:99", as: Int.self) == 99)
    try await ReadmeSnippets.errors(redis)
    try await redis.set(key: "owner", value: UserID(number: 7))
    #expect(try await redis.get(key: "owner", as: UserID.self) == UserID(number: 7))
    #expect(try await ReadmeSnippets.ownTypes(redis) == Profile(name: "Ada", city: "London"))
    let error = await #expect(throws: RedisError.self) { () async throws in
      try await redis.hset(key: "profiles", fields: [("2", "no JSON")])
      return try await redis.hget(key: "profiles", field: "2", as: Profile.self)
    }
    #expect(
      error?.description == "HGET: expected Profile, which cannot be made of this value: DecodingError")
    #expect(error?.underlying is DecodingError)
    try await redis.set(key: "page", value: "egap")
    let page = try await ReadmeSnippets.callback(redis) { RedisBytes(Array($0.bytes.reversed())) }
    #expect(page == "page")
    #expect(try await ReadmeSnippets.oneCall(redis) == 4)
    #expect(try await ReadmeSnippets.deadline(redis) == "egap")
    try await redis.set(key: "stock", value: 3)
    #expect(try await ReadmeSnippets.lease(redis))
    #expect(try await redis.get(key: "stock", as: Int.self) == 2)
    try await ReadmeSnippets.doubt(redis)
    #expect(try await redis.get(key: "visits", as: Int.self) == 2)
    #expect(await ReadmeSnippets.observed(redis).shared.commandsSent > 10)
    var options = RedisOptions()
    ReadmeSnippets.tls(&options)
    try options.validate()
    let (best, size) = try await ReadmeSnippets.byName(redis)
    #expect(best == [ScoredMember(member: "ada", score: 10)])
    #expect(size == 1)
    #expect(try ReadmeSnippets.catalog() == [ScoredMember(member: "ada", score: 10)])
  }
}
