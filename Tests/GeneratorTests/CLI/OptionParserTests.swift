import Testing

@testable import RedisGenerator

@Suite struct OptionParserTests {
  private func parse(_ line: String) throws -> Options {
    try OptionParser.parse(line.split(separator: " ").map { String($0) })
  }

  private func mistake(_ arguments: [String]) -> String? {
    do {
      _ = try OptionParser.parse(arguments)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("", Options.Action.generate), ("generate", .generate), ("--check", .check),
    ("generate --check", .check), ("--check generate", .check), ("explain get", .explain(["get"])),
    ("explain client list", .explain(["client", "list"])), ("report", .report(json: false)),
    ("report --json", .report(json: true)), ("--json report", .report(json: true)),
    ("--help", .help), ("-h explain", .help), ("report --version", .version),
  ])
  func actions(line: String, action: Options.Action) throws {
    #expect(try parse(line).action == action)
  }

  @Test func aNameMayBeOneWordInQuotes() throws {
    #expect(
      try OptionParser.parse(["explain", "client list"]).action == .explain(["client", "list"]))
  }

  @Test func values() throws {
    let options = try parse(
      "--specification a --overrides=b --output c=d --tests-output=e=f --package-path ../x --verbose"
    )
    #expect(options.specification == "a" && options.overrides == "b" && options.output == "c=d")
    #expect(options.testsOutput == "e=f" && options.packagePath == "../x" && options.verbose)
  }

  @Test func afterTwoDashesNothingIsAnOption() throws {
    #expect(try parse("explain -- --check").action == .explain(["--check"]))
  }

  @Test(arguments: [
    (["--chekc"], "unknown option --chekc; did you mean --check?"),
    (["--frobnicate=1"], "unknown option --frobnicate"),
    (["-x"], "unknown option -x"),
    (["--check=yes"], "--check takes no value"),
    (["--output"], "--output needs a value after it"),
    (["--output", "--check"], "--output needs a value after it"),
    (["--output="], "--output needs a value after it"),
    (["--output", "a", "--output=b"], "--output is given twice"),
    (["explian", "GET"], "unknown subcommand \"explian\"; did you mean explain?"),
    (["explain"], "explain needs a command's name after it, as in: explain CLIENT LIST"),
    (["explain", " "], "explain needs a command's name after it, as in: explain CLIENT LIST"),
    (["explain", "GET", "--check"], "--check does not go with explain"),
    (["explain", "GET", "--json"], "--json only goes with report and diff"),
    (["--json"], "--json only goes with report and diff"),
    (["report", "GET"], "report takes no \"GET\""),
    (["generate", "GET"], "generate takes no \"GET\""),
  ])
  func mistakesAreNamed(arguments: [String], message: String) {
    #expect(mistake(arguments) == message)
  }
}
