import TestSupport
import Testing
import TypedRedis

/// A rule made for some commands allows these and no others, on every server.
@Suite struct ACLRuleLiveTests {
  private static let allowed = ["GET", "HGETALL", "CLIENT LIST", "CONFIG", "XADD", "SUBSCRIBE"]

  @Test(arguments: ServerBinary.all) func allowsTheseAndNoOthers(_ binary: ServerBinary) async throws {
    let server = try await RealServer.common(binary)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let rule = try ACLRule(covering: Self.allowed, keys: ["mine:*"], channels: ["news"])
    try await redis.aclSetuser(username: "ruled", rules: ["reset", "on"] + rule.words)
    defer { Task { try await redis.aclDeluser(usernames: ["ruled"]) } }

    var refused = 0
    for descriptor in CommandLibrary.core.descriptors {
      let name = descriptor.name.description
      let words = name.split(separator: " ").map { String($0) }
      let isAllowed = Self.allowed.contains(name) || name.hasPrefix("CONFIG ") || descriptor.flags.contains(.noAuth)
      // As many arguments as it takes at least, which are keys or channels that the rule allows.
      let word = name == "SUBSCRIBE" ? "news" : "mine:1"
      let arguments = words.dropFirst() + Array(repeating: word, count: max(0, Int(descriptor.arity.magnitude) - words.count))
      // Nil for what is not a command of this server.
      let verdict = try? await redis.aclDryrun(username: "ruled", command: words[0], arguments: Array(arguments))
      guard let verdict else { continue }
      if verdict.isAllowed != isAllowed { Issue.record("\(name): \(verdict)") }
      refused += verdict.isAllowed ? 0 : 1
    }
    #expect(refused > 150)
    let other = try await redis.aclDryrun(username: "ruled", command: "GET", arguments: ["other"])
    #expect(!other.isAllowed)
  }
}
