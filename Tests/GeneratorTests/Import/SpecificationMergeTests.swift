import Testing

@testable import RedisGenerator

@Suite struct SpecificationMergeTests {
  private static let ours = #"""
    {
      "GET": {"summary": "Ours.", "since": "1.0.0", "group": "string", "arity": 2, "x-note": [1,  2],
        "arguments": [{"name": "key", "type": "key"}]},
      "SET": {
        "summary": "Ours.",
        "since": "1.0.0",
        "servers": {"redis": "1.0.0"},
        "group": "ours",
        "arity":   -3,
        "command_flags": ["write"],
        "arguments": [
          {"name": "key", "type": "key"},
          {"name": "value", "type": "string"},
          {"name": "nx", "type": "pure-token", "token": "NX", "optional": true},
          {"name": "old", "type": "integer"}
        ],
        "reply_schema": {"const":   "OK"}
      }
    }

    """#

  private func merge(
    _ source: String, into text: String = ours, server: ServerIdentity? = nil, options: CommandMerge.Options = .init()
  ) -> SpecificationMerge {
    var (imported, _) = importedFile(source)
    imported.server = server
    let diagnostics = Diagnostics()
    let document = text.isEmpty ? SpecDocument(file: "c", commands: []) : SpecReader.read(file: "c", text: text, diagnostics: diagnostics)
    #expect(!diagnostics.hasErrors)
    let merge = SpecificationMerge(text: text, ours: document, source: imported, options: options)
    let after = Diagnostics()
    _ = SpecReader.read(file: "merged", text: merge.text, diagnostics: after)
    #expect(after.sorted.filter { $0.severity == .error }.map(\.description) == [])
    return merge
  }

  @Test func theSameFactsLeaveTheTextAlone() {
    let merge = merge(Self.ours)
    #expect(merge.text == Self.ours)
    #expect(merge.unchanged == 2)
    #expect(merge.changed == [])
  }

  @Test func onlyWhatChangesIsWrittenAnew() {
    let merge = merge(
      #"""
      {"SET": {"summary": "Theirs.", "since": "1.0.0", "group": "string", "arity": -3, "command_flags": ["write", "denyoom"],
        "reply_schema": {"type": "string"},
        "arguments": [{"name": "key", "type": "key"}, {"name": "value", "type": "double"},
          {"name": "xx", "type": "pure-token", "token": "XX", "optional": true}]}}
      """#)
    #expect(merge.changed == [.init(name: "SET", members: ["command_flags", "arguments"])])
    #expect(merge.kept == ["GET"])
    #expect(merge.keptArguments.map(\.arguments) == [["nx"]])
    #expect(merge.droppedArguments.isEmpty)
    #expect(merge.goneArguments.map(\.arguments) == [["old"]])
    #expect(
      merge.text == #"""
        {
          "GET": {"summary": "Ours.", "since": "1.0.0", "group": "string", "arity": 2, "x-note": [1,  2],
            "arguments": [{"name": "key", "type": "key"}]},
          "SET": {
            "summary": "Ours.",
            "since": "1.0.0",
            "servers": {"redis": "1.0.0"},
            "group": "ours",
            "arity": -3,
            "command_flags": ["write", "denyoom"],
            "arguments": [
              {"name": "key", "type": "key"},
              {"name": "value", "type": "double"},
              {"name": "nx", "type": "pure-token", "token": "NX", "optional": true},
              {"name": "xx", "type": "pure-token", "token": "XX", "optional": true}
            ],
            "reply_schema": {"const":   "OK"}
          }
        }

        """#)
  }

  @Test func newCommandsFindTheirPlace() {
    let source = #"""
      {"HGET": {"summary": "Theirs.", "since": "2.0.0", "group": "hash", "arity": 1, "command_flags": ["fast"]},
       "APPEND": {"since": "2.0.0", "group": "string", "arity": 1, "command_flags": ["fast"]},
       "ZADD": {"since": "2.0.0", "group": "string", "arity": 1, "command_flags": ["fast"], "reply_schema": {"type": "string"}}}
      """#
    let merge = merge(source)
    #expect(merge.new == ["HGET", "APPEND", "ZADD"])
    #expect(merge.withoutSummary.count == 3)
    #expect(merge.withoutSchema == ["HGET", "APPEND"])
    #expect(merge.text.contains("}]},\n  \"HGET\": {\n    \"since\": \"2.0.0\",\n"))
    #expect(merge.text.hasPrefix("{\n  \"APPEND\": {\n"))
    #expect(merge.text.hasSuffix("  \"ZADD\": {\n    \"since\": \"2.0.0\",\n    \"group\": \"string\",\n    \"arity\": 1,\n"
      + "    \"command_flags\": [\"fast\"],\n    \"reply_schema\": {\"type\": \"string\"}\n  }\n}\n"))

    let valkey = self.merge(source, into: "", server: ServerIdentity(kind: "valkey", version: "9.0.0"), options: .init(takesSummaries: true))
    #expect(valkey.withoutSummary == ["APPEND", "ZADD"])
    #expect(valkey.text.contains("\"servers\": {\"valkey\": \"2.0.0\"}"))
    #expect(valkey.text.contains("Theirs."))
    #expect(self.merge(valkey.text, into: valkey.text).text == valkey.text)
  }

  @Test func pruningRemovesWhatTheSourceLacks() {
    let merge = merge(
      #"""
      {"SET": {"since": "1.0.0", "group": "string", "arity": -3, "command_flags": ["write"],
        "arguments": [{"name": "key", "type": "key"}, {"name": "value", "type": "string"}]}}
      """#, options: .init(prunes: true))
    #expect(merge.removed == ["GET"])
    #expect(merge.keptArguments.isEmpty)
    #expect(!merge.text.contains("NX") && !merge.text.contains("GET"))
    #expect(merge.text.hasPrefix("{\n  \"SET\": {\n    \"summary\": \"Ours.\""))
  }

  /// What another server has is not lost because this one does not speak of it.
  @Test func serversDoNotSpeakAboutOthers() {
    let ours = #"""
      {"A": {"since": "1.0.0", "servers": {"redis": "1.0.0"}, "group": "g", "arity": -2, "command_flags": ["script_runner"],
        "deprecated_since": "2.0.0", "arguments": [
          {"name": "what", "type": "oneof", "arguments": [
            {"name": "id", "type": "string"}, {"name": "none", "type": "pure-token", "token": "NONE", "servers": {"redis": "8.0.0"}}]},
          {"name": "extra", "type": "string", "since": "8.0.0", "servers": {"redis": "8.0.0"}, "optional": true},
          {"name": "time", "type": "unix-time", "since": "7.0.0", "token": "AT", "optional": true}]}}
      """#
    let source = #"""
      {"A": {"since": "9.0.0", "group": "g", "arity": -2, "command_flags": ["fast"], "arguments": [
          {"name": "id", "type": "string"},
          {"name": "unix", "type": "integer", "since": "9.0.0", "token": "AT", "optional": true},
          {"name": "more", "type": "string", "since": "9.1.0", "token": "MORE", "optional": true}]}}
      """#
    let merge = merge(source, into: ours, server: ServerIdentity(kind: "valkey", version: "9.1.0"))
    #expect(merge.droppedArguments.isEmpty || merge.droppedArguments.map(\.arguments) == [["time"]])
    let after = importedFile(merge.text).0
    #expect(after.text("A", "servers") == #"{"redis": "1.0.0", "valkey": "9.0.0"}"#)
    #expect(after.text("A", "since") == #""1.0.0""#)
    #expect(after.text("A", "deprecated_since") == #""2.0.0""#)
    #expect(after.text("A", "command_flags") == #"["script_runner"]"#)
    // No server tells that a command runs scripts.
    let newest = self.merge(source, into: ours, server: ServerIdentity(kind: "redis", version: "9.0.0"))
    #expect(importedFile(newest.text).0.text("A", "command_flags") == #"["fast", "script_runner"]"#)
    let names = after.commands.first?.spec.arguments.map(\.name) ?? []
    #expect(names.contains("what") && names.contains("extra") && names.contains("more"))
    #expect(after.text("A", "arguments")?.contains(#""servers": {"valkey": "9.1.0"}"#) == true)
  }

  @Test func whatIsOnlyCalledDifferentlyKeepsItsName() {
    let ours = #"""
      {"A": {"since": "1.0.0", "group": "g", "arity": -2, "arguments": [
        {"name": "mode", "type": "oneof", "optional": true, "arguments": [
          {"name": "async", "type": "pure-token", "token": "ASYNC"}, {"name": "sync", "type": "pure-token", "token": "SYNC"}]},
        {"name": "group", "type": "string"}]}}
      """#
    let merge = merge(ours.replacing("\"mode\"", with: "\"flush\"").replacing("\"group\", \"type\"", with: "\"groupname\", \"type\""), into: ours)
    #expect(merge.text == ours)
  }

  @Test func anArityThatSaysNothingChangesNothing() {
    let ours = #"{"V": {"since": "1.0.0", "group": "module", "arity": 3, "command_flags": ["module"]}}"#
    #expect(merge(ours.replacing("3,", with: "-1,"), into: ours).text == ours)
    #expect(merge(ours.replacing("3,", with: "4,"), into: ours).changed.map(\.members) == [["arity"]])
  }

  // MARK: Who decides

  private static let known = #"""
    {
      "GET": {"since": "1.0.0", "servers": {"redis": "1.0.0", "valkey": "1.0.0"}, "group": "string", "arity": 3,
        "command_flags": ["readonly"], "arguments": [{"name": "key", "type": "key"},
          {"name": "how", "type": "oneof", "optional": true, "arguments": [
            {"name": "raw", "type": "pure-token", "token": "RAW", "servers": {"redis": "8.2.0"}}]}]},
      "MINE": {"since": "9.0.0", "servers": {"valkey": "9.0.0"}, "group": "string", "arity": 1, "command_flags": ["fast"]}
    }
    """#
  private static let other = #"""
    {"GET": {"since": "1.0.0", "group": "string", "arity": 2, "command_flags": ["write"],
       "arguments": [{"name": "name", "type": "string"},
         {"name": "how", "type": "oneof", "optional": true, "arguments": [
           {"name": "hex", "type": "pure-token", "token": "HEX", "since": "9.1.0"}]},
         {"name": "limit", "type": "integer", "token": "LIMIT", "optional": true, "since": "9.1.0"}]},
     "MINE": {"since": "9.0.0", "group": "string", "arity": 1, "command_flags": ["write"]}}
    """#

  @Test(arguments: [("redis", "8.1.9"), ("valkey", "9.1.0")])
  func aServerThatIsNotTheNewestOnlyAdds(kind: String, version: String) throws {
    let merge = merge(Self.other, into: Self.known, server: ServerIdentity(kind: kind, version: version))
    #expect(merge.differing.map(\.name).contains("GET"))
    let document = SpecReader.read(file: "merged", text: merge.text, diagnostics: Diagnostics())
    let get = try #require(document.commands.first)
    #expect(get.flags == ["readonly"])
    #expect(get.arity == -3)
    #expect(get.arguments.map(\.name) == ["key", "how", "limit"])
    #expect(get.arguments[1].children.map(\.name) == ["hex", "raw"])
    #expect(get.arguments[2].servers == (kind == "redis" ? [:] : ["valkey": "9.1.0"]))
    // Of what only Valkey has, its newest server knows best.
    #expect(document.commands[1].flags == (kind == "redis" ? ["fast"] : ["write"]))
    #expect(merge.reason != nil)
  }

  @Test func theNewestServerDecides() throws {
    let merge = merge(Self.other, into: Self.known, server: ServerIdentity(kind: "redis", version: "8.2.0"))
    #expect(merge.differing.map(\.name) == ["MINE"])
    let document = SpecReader.read(file: "merged", text: merge.text, diagnostics: Diagnostics())
    #expect(document.commands.first?.flags == ["write"])
  }

  @Test func whoPrunesDecides() throws {
    let merge = merge(
      Self.other, into: Self.known, server: ServerIdentity(kind: "valkey", version: "7.2.0"), options: .init(prunes: true))
    #expect(merge.differing == [])
    let document = SpecReader.read(file: "merged", text: merge.text, diagnostics: Diagnostics())
    #expect(document.commands.first?.flags == ["write"])
  }
}
