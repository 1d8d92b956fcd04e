import Testing

@testable import RedisGenerator

/// Facts that go into descriptors, and how long a command may block.
@Suite struct DescriptorTests {
  @Test func facts() {
    let x = Resolved(
      command(
        "X", argument("key", "key"), block("auth", optional, argument("user"), argument("password")),
        members: """
          "acl_categories": ["@write", "@slow"], "command_flags": ["write", "denyoom"],
          "hints": ["request_policy:all_shards", "response_policy:agg_sum", "nondeterministic_output"],
          "servers": {"redis": "7.0.0"},
          """),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"scope\": \"connection\", \"delivery\": \"push\"}}}")
    #expect(x.problems == [])
    let descriptor = x.model.commands[0].descriptor
    #expect(descriptor.requestPolicy == "all_shards")
    #expect(descriptor.responsePolicy == "agg_sum")
    #expect(descriptor.hints == ["nondeterministic_output"])
    #expect(descriptor.aclCategories == ["write", "slow"])
    #expect(descriptor.sinceRedis == "7.0.0")
    #expect(descriptor.sinceValkey == nil)
    #expect(descriptor.scope == .connection)
    #expect(descriptor.hasSecrets)
    #expect(x.form()?.delivery == .push)
  }

  /// The specification says nothing against it; an entry does.
  @Test func anEntryCanForbidCaching() throws {
    let x = Resolved(
      command("X", argument("key", "key"), members: "\"command_flags\": [\"readonly\"],"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"cacheable\": false}}}")
    #expect(x.problems == [])
    #expect(!x.model.commands[0].descriptor.mayBeCached)
    let wanted = Resolved(
      command("X", argument("key", "key")),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"cacheable\": true}}}")
    #expect(wanted.problems.count == 1)
    #expect(wanted.problems.first?.contains("only false says more") == true)
  }

  /// It is called a read, and may not be sent twice.
  @Test func anEntryCanForbidRetries() throws {
    let x = Resolved(
      command("X", argument("key", "key"), members: "\"command_flags\": [\"readonly\"],"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"retrySafe\": false}}}")
    #expect(x.problems == [])
    let model = try #require(x.model.commands.first)
    #expect(!model.descriptor.mayBeRetried)
    var printer = Printer()
    DescriptorRenderer.renderTraits(model.descriptor, try #require(model.forms.first), into: &printer)
    DescriptorRenderer.render(model.descriptor, try #require(model.forms.first), into: &printer)
    #expect(printer.lines.contains { $0.contains("mayBeRetried: false") })
    #expect(!printer.lines.contains { $0.contains("isRetrySafe") })
    let wanted = Resolved(
      command("X", argument("key", "key")),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"retrySafe\": true}}}")
    #expect(wanted.problems.first?.contains("only false says more") == true)
  }

  /// How replies go together that the specification leaves to clients.
  @Test func anEntryCanSayHowRepliesGoTogether() throws {
    let special = "\"hints\": [\"request_policy:all_shards\", \"response_policy:special\"],"
    let x = Resolved(
      command("X", members: special),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int?\", \"responsePolicy\": \"any_present\"}}}")
    #expect(x.problems == [])
    let model = try #require(x.model.commands.first)
    var printer = Printer()
    DescriptorRenderer.render(model.descriptor, try #require(model.forms.first), into: &printer)
    #expect(printer.lines.contains { $0.contains("requestPolicy: .allShards, responsePolicy: .anyPresent") })
    let wrong = Resolved(
      command("X", members: special),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int?\", \"responsePolicy\": \"agg_sum\"}}}")
    #expect(wrong.problems.first?.contains("any_present") == true)
    // Where the specification says how, it decides.
    let said = Resolved(
      command("X", members: "\"hints\": [\"response_policy:agg_sum\"],"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int?\", \"responsePolicy\": \"any_present\"}}}")
    #expect(said.problems.first?.contains("the response policy of X is agg_sum") == true)
    #expect(said.model.commands.first?.descriptor.responsePolicy == "agg_sum")
  }

  @Test func aSpecificationThatTellsNoServersApartIsTheOneOfRedis() {
    #expect(Resolved(commands("X")).model.commands[0].descriptor.sinceRedis == "1.0.0")
  }

  @Test func argumentsThatCameLaterSaySo() {
    let x = Resolved(
      """
      {"X": {"since": "6.0.0", "group": "odd", "arity": -1, "arguments": [
        {"name": "a", "type": "string", "since": "6.0.0"},
        {"name": "b", "type": "string", "since": "6.2.0", "optional": true},
        {"name": "c", "type": "string", "since": "10.0.0", "optional": true},
        {"name": "d", "type": "oneof", "optional": true, "arguments": [
          {"name": "e", "type": "pure-token", "token": "E", "since": "9.0.0", "servers": {"valkey": "9.0.0"}},
          {"name": "f", "type": "string", "since": "8.4.0", "servers": {"redis": "8.4.0", "valkey": "8.1.0"}}]}]}}
      """)
    #expect(x.problems == [])
    #expect(x.form()?.body.parameters.map(\.since) == [nil, "6.2.0", "10.0.0", nil])
    #expect(
      x.types().prefix(5) == [
        "public enum D: Sendable {", "  /// `E`, since Valkey 9.0.0.", "  case e",
        "  /// Since Redis 8.4.0 and Valkey 8.1.0.", "  case f(RedisValue)",
      ])
  }

  private func blocking(_ arguments: String..., overrides: String = "") -> BlockingModel? {
    let x = Resolved(
      command(
        "X", arguments.joined(separator: ","), members: "\"command_flags\": [\"blocking\"],"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\"\(overrides)}}}", strict: true)
    #expect(x.problems == [])
    return x.form()?.blocking
  }

  /// The time is one of the values that an option is made of.
  @Test func timesInsideOfOptions() {
    let x = Resolved(
      command(
        "X",
        block("block", optional, argument("milliseconds", "integer", token("BLOCK")), argument("min_count", "integer")),
        block("wait", "\(optional), \(token("WAIT"))", argument("seconds", "double"), argument("max", "integer", optional)),
        members: "\"command_flags\": [\"blocking\"],"),
      overrides: """
        {"commands": {"X": {"reply": "int", "blocking": {"argument": "block.milliseconds", "unit": "milliseconds"}}}}
        """)
    #expect(x.problems == [])
    #expect(
      x.form()?.blocking
        == BlockingModel(label: "block", member: "milliseconds", unit: .milliseconds, isDouble: false, isOptional: true))
    #expect(
      x.model.commands.first?.descriptor.blocking == BlockingArgumentModel(place: .after("BLOCK"), unit: .milliseconds))
  }

  /// The word is that of what the time is the first of.
  @Test func timesInsideOfOptionsWithAWord() {
    let x = Resolved(
      command(
        "X", block("wait", "\(optional), \(token("WAIT"))", argument("seconds", "double"), argument("max", "integer", optional)),
        members: "\"command_flags\": [\"blocking\"],"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"blocking\": {\"argument\": \"wait.seconds\", \"unit\": \"seconds\"}}}}")
    #expect(x.problems == [])
    #expect(
      x.form()?.blocking
        == BlockingModel(label: "wait", member: "seconds", unit: .seconds, isDouble: true, isOptional: true))
    #expect(x.model.commands.first?.descriptor.blocking == BlockingArgumentModel(place: .after("WAIT"), unit: .seconds))
  }

  @Test func timeouts() {
    #expect(
      blocking(argument("timeout", "double"))
        == BlockingModel(label: "timeout", unit: .seconds, isDouble: true, isOptional: false))
    #expect(
      blocking(argument("milliseconds", "integer", "\(token("BLOCK")), \(optional)"))
        == BlockingModel(
          label: "milliseconds", unit: .milliseconds, isDouble: false, isOptional: true))
    #expect(
      blocking(
        argument("timeout", "integer"),
        overrides: ", \"blocking\": {\"argument\": \"timeout\", \"unit\": \"milliseconds\"}")
        == BlockingModel(label: "timeout", unit: .milliseconds, isDouble: false, isOptional: false))
    #expect(blocking(argument("timeout", "string")) == nil)
    #expect(Resolved(command("X", argument("timeout", "double"))).form()?.blocking == nil)
  }
}
