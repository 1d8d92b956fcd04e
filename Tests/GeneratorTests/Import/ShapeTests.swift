import Testing

@testable import RedisGenerator

/// What is spelled differently comes out in the shape of commands.json.
@Suite struct ShapeTests {
  private static let get = #"""
    {"LIST": {"summary": "Someone's words.", "complexity": "O(N)", "group": "connection", "since": "2.4.0", "arity": -2,
      "container": "CLIENT", "function": "clientListCommand", "history": [["5.0.0", "Added."]],
      "command_flags": ["STALE", "ADMIN", "NOSCRIPT", "SENTINEL"], "doc_flags": ["SYSCMD"],
      "acl_categories": ["CONNECTION"], "command_tips": ["NONDETERMINISTIC_OUTPUT", "REQUEST_POLICY:ALL_NODES"],
      "reply_schema": {"type": "string", "description": "Words."},
      "arguments": [
        {"token": "TYPE", "name": "client-type", "type": "oneof", "optional": true, "since": "5.0.0", "arguments": [
          {"name": "normal", "type": "pure-token", "token": "normal"}]},
        {"name": "addr", "token": "ADDR", "display": "ip:port", "type": "string", "optional": true}]}}
    """#

  @Test func aFileOfAServersSourceCode() {
    let (specification, problems) = importedFolder([("client-list.json", Self.get)])
    // Its container is in another file of the folder.
    #expect(problems == [#"dir/client-list.json:2:16: warning: $.LIST.container: no file describes "CLIENT": is the folder complete?"#])
    #expect(specification.commands.map(\.spec.name) == ["CLIENT LIST"])
    func text(_ member: String) -> String? { specification.text("CLIENT LIST", member) }
    #expect(text("command_flags") == #"["admin", "noscript", "stale"]"#)
    #expect(text("acl_categories") == #"["@admin", "@slow", "@dangerous", "@connection"]"#)
    #expect(text("doc_flags") == #"["syscmd"]"#)
    #expect(text("hints") == #"["nondeterministic_output", "request_policy:all_nodes"]"#)
    #expect(text("reply_schema") == #"{"type": "string"}"#)
    #expect(
      text("arguments") == """
        [
              {"name": "client-type", "type": "oneof", "token": "TYPE", "since": "5.0.0", "optional": true, "arguments": [
                {"name": "normal", "type": "pure-token", "token": "normal"}
              ]},
              {"name": "addr", "type": "string", "display_text": "ip:port", "token": "ADDR", "optional": true}
            ]
        """)
  }

  @Test func categoriesFollowFromFlags() {
    let flags: (String, [String]) -> [String] = { ImpliedCategories.of(Set($0.split(separator: " ").map { String($0) }), Set($1)) }
    #expect(flags("write fast", ["@set"]) == ["@write", "@fast"])
    #expect(flags("readonly", []) == ["@read", "@slow"])
    #expect(flags("readonly", ["@scripting"]) == ["@slow"])
    #expect(flags("admin pubsub blocking", ["@admin"]) == ["@dangerous", "@pubsub", "@blocking", "@slow"])
  }

  @Test func keySpecsOfSourceCode() {
    let (specification, problems) = importedFolder([
      (
        "a.json",
        #"""
        {"A": {"since": "1.0.0", "group": "generic", "arity": -2, "command_flags": ["WRITE"], "key_specs": [
          {"notes": "x", "flags": ["RW", "ACCESS"], "begin_search": {"index": {"pos": 1}},
            "find_keys": {"range": {"lastkey": 0, "step": 1, "limit": 0}}},
          {"flags": ["OW", "VARIABLE_FLAGS"], "begin_search": {"keyword": {"keyword": "STORE", "startfrom": 6}},
            "find_keys": {"keynum": {"keynumidx": 0, "firstkey": 1, "step": 1}}},
          {"flags": [], "begin_search": {"unknown": null}, "find_keys": {"unknown": null}}],
          "arguments": [{"name": "n", "type": "integer", "key_spec_index": 0}, {"name": "rest", "type": "string",
            "multiple": true, "optional": true}]}}
        """#
      )
    ])
    #expect(problems == [])
    let spec = specification.commands.first?.spec
    #expect(
      spec?.keySpecs == [
        KeySpecSpec(begin: .index(1), find: .range(lastKey: 0, keyStep: 1, limit: 0), flags: [.readWrite, .access]),
        KeySpecSpec(
          begin: .keyword("STORE", startFrom: 6), find: .keynum(keyNumIndex: 0, firstKey: 1, keyStep: 1),
          flags: [.overwrite, .variableFlags]),
        KeySpecSpec(begin: .unknown, find: .unknown, flags: []),
      ])
    #expect(spec?.flags == ["write", "movablekeys"])
    // A number is no key, whatever a server says about its place.
    #expect(spec?.arguments.first?.keySpecIndex == nil)
  }

  @Test func whatIsLeftOutIsDerived() {
    let (specification, problems) = importedFile(
      #"""
      {"BF.X": {"group": "bf", "arguments": [{"name": "key", "type": "key"}, {"name": "item", "type": "string"}]},
       "BF.Y": {"group": "bf", "arguments": [{"name": "key", "type": "key"}, {"name": "item", "type": "string",
         "token": "ITEM", "multiple": true}, {"name": "last", "type": "string", "optional": true}]}}
      """#)
    #expect(
      problems == [
        #"source:1:1: warning: 2 commands without "since": 0.0.0 stands for it"#,
        #"source:1:1: warning: 2 commands without "arity": it is counted from the arguments"#,
        #"source:1:1: warning: 2 commands without "key_specs": the keys' places are counted from the arguments"#,
        #"source:1:1: warning: 2 commands without "command_flags": it counts as a command that writes"#,
      ])
    #expect(specification.commands.map(\.spec.arity) == [3, -4])
    let key = KeySpecSpec(begin: .index(1), find: .range(lastKey: 0, keyStep: 1, limit: 0), flags: [.readWrite])
    #expect(specification.commands.map(\.spec.keySpecs) == [[key], [key]])
    #expect(specification.commands.first?.derived == ["since", "arity", "key_specs", "command_flags"])
  }

  @Test func looseArguments() {
    let (specification, problems) = importedFile(
      #"""
      {"FT.X": {"group": "search", "since": "1.0.0", "arity": -1, "command_flags": [], "arguments": [
        {"name": "loadall", "type": "pure-token", "token": "LOAD *", "optional": true},
        {"name": "n", "type": "integer", "token": "SORT BY", "optional": true, "multiple": true},
        {"name": "expression", "type": "block", "token": "APPLY", "arguments": [
          {"name": "log", "token": "log", "type": "function", "arguments": [{"token": "x"}]}]},
        {"name": "place", "type": "oneof", "arguments": [
          {"name": "-", "type": "pure-token", "token": "-"}, {"name": "+", "type": "pure-token", "token": "+"}]},
        {"name": "len", "type": "pure-token", "token": "LEN", "optional": true},
        {"name": "len", "type": "integer", "token": "MINMATCHLEN", "optional": true},
        {"name": "none", "type": "pure-token", "token": "\"\""}]}}
      """#)
    #expect(problems == [])
    #expect(
      specification.text("FT.X", "arguments") == """
        [
              {"name": "loadall", "type": "block", "optional": true, "arguments": [
                {"name": "loadall-1", "type": "pure-token", "token": "LOAD"},
                {"name": "loadall-2", "type": "pure-token", "token": "*"}
              ]},
              {"name": "n", "type": "block", "optional": true, "multiple": true, "arguments": [
                {"name": "n-1", "type": "pure-token", "token": "SORT"},
                {"name": "n", "type": "integer", "token": "BY"}
              ]},
              {"name": "expression", "type": "string", "token": "APPLY"},
              {"name": "place", "type": "oneof", "arguments": [
                {"name": "minus", "type": "pure-token", "token": "-"},
                {"name": "plus", "type": "pure-token", "token": "+"}
              ]},
              {"name": "len", "type": "pure-token", "token": "LEN", "optional": true},
              {"name": "minmatchlen-len", "type": "integer", "token": "MINMATCHLEN", "optional": true},
              {"name": "none", "type": "pure-token", "token": ""}
            ]
        """)
  }
}
