import Testing

@testable import RedisGenerator

/// Names: from words to Swift, and what happens when two things want the same one.
@Suite struct NameTests {
  @Test(arguments: [
    ("min-idle-time", "minIdleTime", "MinIdleTime"), ("sha1", "sha1", "Sha1"),
    ("LATEST", "latest", "Latest"), ("fromTimestamp", "fromTimestamp", "FromTimestamp"),
    ("quant_type", "quantType", "QuantType"), ("3d", "_3d", "Type3d"), ("l!=(v1,v2)", "lV1V2", "LV1V2"),
    ("IDMPAUTO", "idmpauto", "Idmpauto"),
  ])
  func identifiers(text: String, lower: String, upper: String) {
    #expect(Identifier.lower(text) == lower)
    #expect(Identifier.upper(text) == upper)
  }

  @Test(arguments: [
    ("key", "keys"), ("index", "indexes"), ("entry", "entries"), ("keys", "keys"), ("data", "data"),
    ("address", "addresses"), ("sha1", "sha1s"), ("match", "matches"), ("day", "days"),
  ])
  func plurals(one: String, many: String) {
    #expect(Identifier.plural(one) == many)
  }

  @Test(arguments: [
    ("Predicates", "Predicate"), ("Entries", "Entry"), ("Addresses", "Address"), ("Indexes", "Index"),
    ("Operation", "Operation"), ("Class", "Class"),
  ])
  func singulars(many: String, one: String) {
    #expect(Identifier.singular(many) == one)
  }

  @Test func methodsAndTypes() {
    let x = Resolved(commands("GET", "CLIENT NO-EVICT", "EVAL_RO", "BF.ADD", "INIT"))
    #expect(x.problems == [])
    #expect(x.methods == ["get", "clientNoEvict", "evalRo", "bfAdd", "initCommand"])
    #expect(x.typePaths == ["GET", "CLIENT.NO_EVICT", "EVAL_RO", "BF_ADD", "INIT"])
    #expect(x.model.namespaces.map(\.name) == ["CLIENT"])
  }

  @Test func aCommandWithSubcommandsMayMeanSomethingItself() {
    let x = Resolved(
      """
      {"COMMAND": {"since": "1.0.0", "group": "odd", "arity": -1},
       "COMMAND DOCS": {"since": "1.0.0", "group": "odd", "arity": 2},
       "CONFIG": {"since": "1.0.0", "group": "odd", "arity": -2},
       "CONFIG GET": {"since": "1.0.0", "group": "odd", "arity": 2},
       "DEBUG SET": {"since": "1.0.0", "group": "odd", "arity": 2}}
      """)
    #expect(x.typePaths == ["COMMAND", "COMMAND.DOCS", "CONFIG.GET", "DEBUG.SET"])
    // DEBUG is not in the specification, but its subcommand needs a place.
    #expect(x.model.namespaces.map(\.name) == ["CONFIG", "DEBUG"])
  }

  @Test func collisionsAreResolvedAndReported() {
    let x = Resolved(
      """
      {"A-B": {"since": "1.0.0", "group": "odd", "arity": 1},
       "A_B": {"since": "1.0.0", "group": "odd", "arity": 1},
       "X": {"since": "1.0.0", "group": "odd", "arity": -1, "arguments": [
         {"name": "a-b", "type": "string"}, {"name": "a_b", "type": "string"},
         {"name": "outer", "type": "block", "arguments": [
           {"name": "n", "type": "integer"}, {"name": "a-b", "type": "string"}]},
         {"name": "choice", "type": "oneof", "arguments": [
           {"name": "c-d", "type": "pure-token", "token": "A"},
           {"name": "c_d", "type": "pure-token", "token": "B"}]}]}}
      """)
    #expect(x.typePaths == ["A_B", "A_B2", "X"])
    #expect(x.methods == ["aB", "aB2", "x"])
    #expect(
      x.form()?.body.parameters.map(\.label) == ["aB", "aB2", "n", "outerAB", "choice"])
    #expect(
      x.problems == [
        "commands.json:2:2: warning: $.A_B: the type of A-B has this name already: this one becomes A_B2",
        "commands.json:2:2: warning: $.A_B: A_B and A-B have the same method: this one becomes aB2",
        "commands.json:3:2: warning: $.X: the name \"cD\" is taken: the argument \"choice.c_d\" becomes \"cD2\"",
        "commands.json:3:2: warning: $.X: the name \"aB\" is taken: the argument \"a_b\" becomes \"aB2\"",
        "commands.json:3:2: warning: $.X: the name \"aB\" is taken: the argument \"outer.a-b\" becomes \"outerAB\"",
      ])
  }

  @Test func namesThatGeneratedCodeNeedsItself() {
    let x = Resolved(
      command(
        "X", argument("blocking"), argument("self"), argument("encoder"),
        oneof("type", "", word("NONE"), word("ENCODE")), block("string", optional, argument("a"), word("B", optional))))
    #expect(
      x.parameters() == [
        "blockingValue: some RedisValueConvertible", "selfValue: some RedisValueConvertible",
        "encoderValue: some RedisValueConvertible", "type: Commands.X.TypeOption",
        "string: Commands.X.StringOption? = nil",
      ])
    #expect(x.types().contains("  case noneOption"))
    #expect(x.types().contains("  case encodeOption"))
  }
}
