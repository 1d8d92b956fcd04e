import Foundation

/// The command line tool, apart from the process it runs in.
struct Tool {
  var console = Console.standard
  var currentDirectory = FileManager.default.currentDirectoryPath
  /// Where the Swift compiler is looked for, as in $PATH.
  var searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""

  /// Runs the tool with the words after its name.
  func run(_ arguments: [String]) -> ToolStatus {
    let options: Options
    do {
      options = try OptionParser.parse(arguments)
    } catch {
      console.error("error: \(error)")
      console.error("redis-generate --help shows what can be asked for")
      return .usage
    }
    let paths = Paths(options, currentDirectory: currentDirectory)
    let run = GeneratorRun(paths: paths, console: console, isVerbose: options.verbose)
    switch options.action {
    case .help:
      console.out(Usage.text)
      return .success
    case .version:
      console.out(Usage.version)
      return .success
    case .generate:
      return GenerateAction(run: run, parseBack: ParseBack(searchPath: searchPath)).perform()
    case .check:
      return CheckAction(run: run).perform()
    case .explain(let words):
      return ExplainAction(run: run).perform(words)
    case .report(let json):
      return ReportAction(run: run).perform(json: json)
    case .importSource(let request):
      return ImportAction(run: run).perform(request)
    }
  }
}
