import Testing

@testable import RedisBench

@Suite struct OptionParserTests {
  private func parse(_ words: String...) throws -> Options {
    try OptionParser.parse(words, workloads: ["get-1", "get-50"])
  }

  @Test func nothingMeansEveryWorkload() throws {
    #expect(try parse() == Options())
  }

  @Test func everyOption() throws {
    var expected = Options()
    expected.url = "redis://127.0.0.1:7000"
    expected.only = ["get-50", "get-1"]
    expected.seconds = 0.5
    expected.rounds = 5
    expected.executor = .global
    expected.json = true
    expected.svg = "chart.svg"
    #expect(
      try parse(
        "--url", "redis://127.0.0.1:7000", "--only", "get-50,get-1", "--seconds=0.5", "--rounds",
        "5", "--executor", "global", "--json", "--svg", "chart.svg") == expected)
  }

  @Test(arguments: [
    (["--fast"], "there is no option --fast"),
    (["get-1"], "\"get-1\" is not an option"),
    (["--only", "get-2"], "--only: there is no workload \"get-2\", there are get-1, get-50"),
    (["--only", ","], "--only needs a value"),
    (["--only"], "--only needs a value"),
    (["--url", "--json"], "--url needs a value"),
    (["--svg="], "--svg needs a value"),
    (["--json=yes"], "--json takes no value"),
    (["--seconds", "soon"], "--seconds: \"soon\" is not a number from 0.05 to 3600"),
    (["--seconds", "nan"], "--seconds: \"nan\" is not a number from 0.05 to 3600"),
    (["--rounds", "1.5"], "--rounds: \"1.5\" is not a whole number from 1 to 1000"),
    (["--executor", "moon"], "--executor: \"moon\" is not loop or global"),
  ])
  func mistakesAreNamed(_ words: [String], _ message: String) {
    #expect(throws: UsageError(message)) {
      try OptionParser.parse(words, workloads: ["get-1", "get-50"])
    }
  }
}
