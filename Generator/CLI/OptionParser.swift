/// Turns the words of a command line into `Options`.
struct OptionParser {
  private static var valueOptions: [(name: String, field: WritableKeyPath<Options, String?>)] {
    [
      ("--specification", \.specification), ("--overrides", \.overrides), ("--output", \.output),
      ("--tests-output", \.testsOutput), ("--package-path", \.packagePath),
      ("--old-overrides", \.oldOverrides), ("--only", \.only),
    ]
  }
  private static let switches = [
    "--check", "--json", "--exit-code", "--dry-run", "--summaries", "--prune", "--verbose", "--single-file", "--forget", "--help", "-h",
    "--version",
  ]
  private static let subcommands = ["generate", "explain", "report", "diff", "import"]

  private var options = Options()
  private var given: Set<String> = []
  private var words: [String] = []

  static func parse(_ arguments: [String]) throws(UsageError) -> Options {
    var parser = OptionParser()
    try parser.read(arguments)
    return try parser.finish()
  }

  private mutating func read(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        words.append(argument)
        continue
      }
      try readOption(argument, &rest)
    }
  }

  private mutating func readOption(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    var value = parts.count > 1 ? String(parts[1]) : nil

    if Self.switches.contains(name) {
      if value != nil { throw UsageError("\(name) takes no value") }
      given.insert(name == "-h" ? "--help" : name)
      return
    }
    guard let option = Self.valueOptions.first(where: { $0.name == name }) else {
      let known = Self.valueOptions.map(\.name) + Self.switches
      throw UsageError("unknown option \(name)" + Suggestion.hint(for: name, among: known))
    }
    guard given.insert(name).inserted else { throw UsageError("\(name) is given twice") }
    if value == nil, let next = rest.first, !next.hasPrefix("--") { value = rest.popFirst() }
    guard let value, !value.isEmpty else { throw UsageError("\(name) needs a value after it") }
    options[keyPath: option.field] = value
  }

  private mutating func finish() throws(UsageError) -> Options {
    options.verbose = given.contains("--verbose")
    options.singleFile = given.contains("--single-file")
    options.forget = given.contains("--forget")
    let subcommand = words.first ?? "generate"
    let operands = Array(words.dropFirst())
    if given.contains("--help") {
      options.action = .help
      return options
    }
    if given.contains("--version") {
      options.action = .version
      return options
    }
    switch subcommand {
    case "generate":
      if let extra = operands.first {
        throw UsageError("generate takes no \(extra.quotedForMessage)")
      }
      options.action = given.contains("--check") ? .check : .generate
    case "explain":
      // The name may come as several words or as one in quotes.
      let name = operands.flatMap { $0.split(separator: " ").map(String.init) }
      guard !name.isEmpty else {
        throw UsageError("explain needs a command's name after it, as in: explain CLIENT LIST")
      }
      options.action = .explain(name)
    case "report":
      if let extra = operands.first {
        throw UsageError("report takes no \(extra.quotedForMessage)")
      }
      options.action = .report(json: given.contains("--json"))
    case "diff":
      guard operands.count == 2, !operands.contains("") else {
        throw UsageError("diff needs two specifications after it, as in: diff old.json commands.json")
      }
      options.action = .diff(
        DiffAction.Request(
          old: operands[0], new: operands[1], json: given.contains("--json"), overrides: options.overrides,
          oldOverrides: options.oldOverrides, exitCode: given.contains("--exit-code")))
    case "import":
      guard let source = operands.first, operands.count == 1, !source.isEmpty else {
        throw UsageError("import needs one file, folder or server after it, as in: import redis://localhost:6379")
      }
      options.action = .importSource(
        ImportAction.Request(
          source: source, isDryRun: given.contains("--dry-run"), filter: CommandFilter(options.only),
          options: .init(takesSummaries: given.contains("--summaries"), prunes: given.contains("--prune"))))
    default:
      throw UsageError(
        "unknown subcommand \(subcommand.quotedForMessage)"
          + Suggestion.hint(for: subcommand, among: Self.subcommands))
    }
    if given.contains("--check") && subcommand != "generate" {
      throw UsageError("--check does not go with \(subcommand)")
    }
    if given.contains("--json") && subcommand != "report" && subcommand != "diff" {
      throw UsageError("--json only goes with report and diff")
    }
    if given.contains("--forget") && subcommand != "generate" { throw UsageError("--forget only goes with generate") }
    for name in ["--old-overrides", "--exit-code"] where given.contains(name) && subcommand != "diff" {
      throw UsageError("\(name) only goes with diff")
    }
    for name in ["--dry-run", "--summaries", "--prune", "--only"] where given.contains(name) && subcommand != "import" {
      throw UsageError("\(name) only goes with import")
    }
    return options
  }
}
