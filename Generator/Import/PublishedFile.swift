/// Reads one file that holds many commands: an object keyed by command name.
///
/// A file with one command, as in a server's source code, is one of these too.
struct PublishedFile {
  /// What messages call the file.
  let name: String
  let diagnostics: Diagnostics

  func read(_ path: String) -> [SourceCommand] {
    guard let text = InputFile.text(at: path, name: name, diagnostics: diagnostics) else { return [] }
    return read(text: text)
  }

  func read(text: String) -> [SourceCommand] {
    let before = diagnostics.errorCount
    guard
      let root = JSONParser.parse(file: name, text: text, diagnostics: diagnostics),
      let fields = FieldReader(
        root, .root, expected: "an object of commands by name, as in {\"GET\": {…}}", file: name, diagnostics: diagnostics)
    else { return [] }
    let commands = fields.object.members.map { member in
      let command = member.value.object
      let container = command?["container"]?.string.map { $0.uppercased() + " " } ?? ""
      return SourceCommand(
        name: container + member.name.uppercased(), member: member, file: name, path: JSONPath.root.member(member.name),
        impliesCategories: command?["function"] != nil || !container.isEmpty)
    }
    if commands.isEmpty && diagnostics.errorCount == before {
      diagnostics.error(name, root.position, .root, "there is no command in it")
    }
    return commands
  }
}
