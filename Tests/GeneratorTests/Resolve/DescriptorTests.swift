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

  @Test func aSpecificationThatTellsNoServersApartIsTheOneOfRedis() {
    #expect(Resolved(commands("X")).model.commands[0].descriptor.sinceRedis == "1.0.0")
  }

  private func blocking(_ arguments: String..., overrides: String = "") -> BlockingModel? {
    let x = Resolved(
      command(
        "X", arguments.joined(separator: ","), members: "\"command_flags\": [\"blocking\"],"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\"\(overrides)}}}", strict: true)
    #expect(x.problems == [])
    return x.form()?.blocking
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
