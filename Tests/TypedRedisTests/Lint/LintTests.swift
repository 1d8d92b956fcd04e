import Testing

/// The rules of the house that a machine can check.
@Suite struct LintTests {
  /// What the client does with a command comes from the specification, through the generator. Folders named `Lua` have scripts,
  /// which name the commands that they call.
  @Test func noCommandIsNamedByHand() throws {
    let names = try CommandNames(.named("Generator/Base.json"))
    try #require(!names.isEmpty)
    var exceptions = Exceptions([
      "Sources/RedisSearch/Replies/IndexAttribute.swift": ["type": "a field of a reply, not a command"],
      "Sources/RedisTransport/Channel/Refusal.swift": ["READONLY": "what a replica's error begins with, not a command"],
      "Sources/RedisJSON/Replies/JSONType.swift": ["object": "a type of JSON, not a command"],
      "Sources/TypedRedis/Catalog/ServerVerification.swift": ["readonly": "a flag, not a command"],
      "Sources/TypedRedis/Sentinel/Agent/SentinelAgent+Roles.swift": [
        "role": "a field of a greeting, not a command", "sentinel": "a mode that a server is in, not a command",
      ],
      "Sources/TypedRedis/Sentinel/Decisions/SentinelAnnouncement.swift": [
        "sentinel": "what a sentinel calls its like, not a command"
      ],
      "Sources/TypedRedis/Sentinel/Options/RedisSentinelOptions.swift": ["sentinel": "an option, not a command"],
      "Sources/TypedRedis/Sentinel/Options/RedisSentinelOptions+Validation.swift": ["sentinel": "an option, not a command"],
      "Sources/TypedRedis/Replies/RoleInfo.swift": ["sentinel": "what a server calls its role, not a command"],
    ])
    for file in try ProjectFile.sources(in: "Sources")
    where !file.isGenerated && !file.path.contains("/Replies/Text/") && !file.path.contains("/Lua/") {
      for literal in SwiftText(file.text).literals where names.occur(in: literal.text) {
        if exceptions.covers(literal.text, in: file) { continue }
        Issue.record("\(file.path):\(literal.line): \"\(literal.text)\" is a command's name")
      }
    }
    #expect(exceptions.unneeded == [])
  }

  @Test func sourcesAreShort() throws {
    for folder in ["Sources", "Generator", "Benchmarks", "Demo", "Tests"] {
      for file in try ProjectFile.sources(in: folder) where !file.isGenerated {
        #expect(file.lines.count <= 600, "\(file.path) is for more than one file")
      }
    }
  }

  /// Nothing that a server sends, and nothing that a caller passes, may end the process.
  @Test func nothingTraps() throws {
    let traps = [
      "fatalError(", "preconditionFailure(", "precondition(", "assertionFailure(", "assert(", "unsafelyUnwrapped",
      "unowned",
      // Of a duration, of more seconds than 64 bits hold.
      ".components", " = components", "return components",
    ]
    var exceptions = Exceptions([
      "Sources/RESP/Values/Duration+Components.swift": ["return components": "what is too long is looked at before"]
    ])
    for file in try ProjectFile.sources(in: "Sources") {
      let code = SwiftText(file.text).code
      for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for trap in traps where line.contains(trap) && !exceptions.covers(trap, in: file) {
          Issue.record("\(file.path):\(index + 1): \(trap)")
        }
      }
      for forced in SwiftAccess(code).forced {
        Issue.record("\(file.path):\(forced.line): \(forced.text) may be nil: use guard, if let or ??")
      }
    }
    #expect(exceptions.unneeded == [])
  }

  @Test func noFoldersOfOneMachine() throws {
    let folders = ["home", "Users", "root", "work", "tmp"].map { "/\($0)/" }
    for file in try ProjectFile.everything() {
      for (index, line) in file.lines.enumerated() {
        for folder in folders where line.contains(folder) {
          Issue.record("\(file.path):\(index + 1): \(folder)")
        }
      }
    }
  }
}
