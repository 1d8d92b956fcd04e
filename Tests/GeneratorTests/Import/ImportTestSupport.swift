@testable import RedisGenerator

/// What reading a source gives, and what there is to say about it in the form in which users see it. Notes are left out.
func imported(_ commands: (Diagnostics) -> [SourceCommand]) -> (ImportedSpecification, [String]) {
  let diagnostics = Diagnostics()
  let list = commands(diagnostics)
  let specification = SourceReader(name: "source", diagnostics: diagnostics).read(list, nil)
  return (specification, diagnostics.sorted.filter { $0.severity != .note }.map(\.description))
}

/// The same of one file that holds many commands.
func importedFile(_ text: String) -> (ImportedSpecification, [String]) {
  imported { PublishedFile(name: "a.json", diagnostics: $0).read(text: text) }
}

/// The same of a folder of such files.
func importedFolder(_ files: [(String, String)]) -> (ImportedSpecification, [String]) {
  imported { CommandFolder(name: "dir", diagnostics: $0).commands(files.map { (name: "dir/\($0.0)", text: $0.1) }) }
}

extension ImportedSpecification {
  /// The text of one command's member, as it would stand in commands.json.
  func text(_ command: String, _ member: String) -> String? {
    let spec = commands.first { $0.spec.name == command }?.spec
    return spec.flatMap { spec in CommandText.members(of: spec).first { $0.name == member }?.value }
  }
}
