/// Shows what is generated for one command, and from what.
struct ExplainAction {
  /// One for each specification.
  let runs: [GeneratorRun]
  let console: Console

  func perform(_ words: [String]) -> ToolStatus {
    let name = words.joined(separator: " ").uppercased()
    var names: [String] = []
    for run in runs {
      guard let input = run.read() else { return .problems }
      if let spec = input.document.commands.first(where: { $0.name == name }) {
        console.out(Explanation(spec: spec, input: input).text)
        return .success
      }
      names += input.document.commands.map(\.name)
    }
    let files = runs.map { $0.paths.display($0.paths.specification) }.joined(separator: ", ")
    let hint = Suggestion.hint(for: name, among: names)
    console.error("error: there is no command \(name.quotedForMessage) in \(files)\(hint)")
    return .problems
  }
}
