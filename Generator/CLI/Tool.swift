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
    let runs = Paths.all(options, currentDirectory: currentDirectory).map {
      GeneratorRun(paths: $0, console: console, isVerbose: options.verbose, isSingleFile: options.singleFile, forgets: options.forget)
    }
    switch options.action {
    case .help:
      console.out(Usage.text)
      return .success
    case .version:
      console.out(Usage.version)
      return .success
    case .generate:
      return GenerateAction(runs: runs, console: console, parseBack: ParseBack(searchPath: searchPath)).perform()
    case .check:
      return CheckAction(runs: runs, console: console).perform()
    case .explain(let words):
      return ExplainAction(runs: runs, console: console).perform(words)
    case .report(let json):
      return ReportAction(runs: runs, console: console).perform(json: json)
    case .diff(let request):
      return DiffAction(run: mainRun(options)).perform(request)
    case .importSource(let request):
      return ImportAction(run: mainRun(options)).perform(request)
    }
  }

  /// For what concerns one specification only.
  private func mainRun(_ options: Options) -> GeneratorRun {
    let paths = Paths(options, currentDirectory: currentDirectory)
    return GeneratorRun(paths: paths, console: console, isVerbose: options.verbose)
  }
}
