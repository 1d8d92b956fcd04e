/// Shows what is generated for one command, and from what.
struct ExplainAction {
  let run: GeneratorRun

  func perform(_ words: [String]) -> ToolStatus {
    guard let input = run.read() else { return .problems }
    let name = words.joined(separator: " ").uppercased()
    guard let spec = input.document.commands.first(where: { $0.name == name }) else {
      return unknown(name, input.document)
    }
    let explanation = Explanation(spec: spec, input: input)
    run.console.out(explanation.text)
    return .success
  }

  private func unknown(_ name: String, _ document: SpecDocument) -> ToolStatus {
    let file = run.paths.display(run.paths.specification)
    let names = document.commands.map(\.name)
    let hint = Suggestion.hint(for: name, among: names)
    run.console.error("error: there is no command \(name.quotedForMessage) in \(file)\(hint)")
    return .problems
  }
}
