import Testing

@testable import RedisGenerator

@Suite struct SpecReaderTests {
  private func read(_ text: String) -> (SpecDocument, Diagnostics) {
    let diagnostics = Diagnostics()
    let document = SpecReader.read(file: "c.json", text: text, diagnostics: diagnostics)
    return (document, diagnostics)
  }

  @Test func readsAWholeCommand() throws {
    let (document, diagnostics) = read(
      #"""
      {
        "json.get all": {
          "summary": "Gets.", "since": "1.2.0", "group": "json", "arity": -5, "module": "ReJSON",
          "acl_categories": ["@read"], "command_flags": ["readonly", "fast"],
          "hints": ["request_policy:all_shards"], "doc_flags": ["deprecated"],
          "deprecated_since": "2.0", "replaced_by": "`JSON.GET` with the `ALL` argument",
          "servers": {"redis": "1.2.0", "valkey": "7.2.5"},
          "key_specs": [
            {"begin_search": {"type": "index", "spec": {"index": 2}},
             "find_keys": {"type": "range", "spec": {"lastkey": -1, "keystep": 1, "limit": 2}},
             "RO": true, "access": true, "update": false, "notes": "n"},
            {"begin_search": {"type": "keyword", "spec": {"keyword": "K", "startfrom": -2}},
             "find_keys": {"type": "keynum", "spec": {"keynumidx": 0, "firstkey": 1, "keystep": 2}},
             "RW": true},
            {"begin_search": {"type": "unknown", "spec": {}}, "find_keys": {"type": "unknown"},
             "incomplete": true}
          ],
          "arguments": [
            {"name": "key", "type": "key", "key_spec_index": 0, "display_text": "k"},
            {"name": "when", "type": "oneof", "optional": true, "since": "1.3.0", "token": "WHEN",
             "arguments": [
              {"name": "now", "type": "pure-token", "token": ""},
              {"name": "at", "type": "unix-time", "multiple": true, "token": "AT",
               "multiple_token": true, "deprecated_since": "1.4.0"}]},
            {"name": "p", "type": "block", "arguments": [{"name": "x", "type": "double"}]},
            {"name": "y", "type": "integer"}, {"name": "z", "type": "pattern", "optional": true,
             "servers": {"valkey": "8.0.0"}}
          ],
          "reply_schema": {"type": "string"}
        }
      }
      """#)
    #expect(diagnostics.sorted.filter { $0.severity != .note }.map(\.description) == [])
    let command = try #require(document.commands.first)
    #expect(document.file == "c.json" && document.commands.count == 1)
    #expect(command.name == "JSON.GET ALL" && command.words == ["JSON.GET", "ALL"])
    #expect(command.position == SourcePosition(line: 2, column: 3))
    #expect(command.path.description == "$[\"json.get all\"]")
    #expect(command.summary == "Gets." && command.since == "1.2.0" && command.group == "json")
    #expect(command.arity == -5 && command.module == "ReJSON")
    #expect(command.aclCategories == ["@read"] && command.flags == ["readonly", "fast"])
    #expect(command.hints == ["request_policy:all_shards"] && command.docFlags == ["deprecated"])
    #expect(command.deprecatedSince == "2.0" && command.replacedBy == "JSON.GET")
    #expect(command.servers == ["redis": "1.2.0", "valkey": "7.2.5"])
    #expect(command.replySchema?.object?["type"]?.string == "string")
    #expect(
      command.keySpecs == [
        KeySpecSpec(
          begin: .index(2), find: .range(lastKey: -1, keyStep: 1, limit: 2),
          flags: [.readOnly, .access]),
        KeySpecSpec(
          begin: .keyword("K", startFrom: -2),
          find: .keynum(keyNumIndex: 0, firstKey: 1, keyStep: 2), flags: [.readWrite]),
        KeySpecSpec(begin: .unknown, find: .unknown, flags: [.incomplete]),
      ])

    #expect(command.arguments.map(\.name) == ["key", "when", "p", "y", "z"])
    #expect(command.arguments.map(\.type) == [.key, .oneof, .block, .integer, .pattern])
    #expect(command.arguments.map(\.servers) == [[:], [:], [:], [:], ["valkey": "8.0.0"]])
    #expect(command.arguments[0].keySpecIndex == 0 && command.arguments[0].displayText == "k")
    let when = command.arguments[1]
    #expect(when.optional && when.since == "1.3.0" && when.token == "WHEN" && !when.multiple)
    #expect(when.children.map(\.type) == [.pureToken, .unixTime])
    #expect(
      when.children[0].token == ""
        && when.children[0].path.description.hasSuffix("[1].arguments[0]"))
    #expect(when.children[1].multiple && when.children[1].multipleToken)
    #expect(when.children[1].deprecatedSince == "1.4.0")
    #expect(command.arguments[2].children.map(\.type) == [.double])
  }

  @Test func keepsTheOrderOfTheFile() {
    let command = #"{"since": "1.0.0", "group": "g", "arity": 1}"#
    let (document, _) = read(#"{"B": \#(command), "A": \#(command), "C": \#(command)}"#)
    #expect(document.commands.map(\.name) == ["B", "A", "C"])
  }

  @Test func unknownMembersAreOnlyNoted() {
    let (_, diagnostics) = read(specification(#""complexity": "O(1)""#))
    #expect(
      diagnostics.sorted.map(\.description) == [
        "c.json:6:5: note: $.GET.complexity: this member is not used"
      ])
  }

  @Test(arguments: [
    ("CLUSTER SHARDS", "CLUSTER SHARDS"), ("`SET` with the `EX` argument", "SET"),
    ("just closing the connection", nil), ("` `", nil), ("`", nil), ("Something", nil),
  ])
  func whatReplacesACommandIsACommand(text: String, command: String?) {
    let (document, _) = read(specification("\"replaced_by\": \"\(text)\""))
    #expect(document.commands.first?.replacedBy == command)
  }

  @Test func mistakesInOneCommandDoNotHideTheNext() {
    let (document, diagnostics) = read(
      #"{"A": 1, "B": {"since": "1.0.0", "group": "g", "arity": 1}, "C": {}}"#)
    #expect(document.commands.map(\.name) == ["B", "C"])
    #expect(diagnostics.errorCount == 4)
  }
}
