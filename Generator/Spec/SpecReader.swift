/// Reads a specification and checks all of it: every problem of the file is reported, each at its place.
///
/// What is wrong in one command does not hide what is wrong in the next, so a document comes back in any case; whether it may be
/// used is for `diagnostics` to say.
struct SpecReader {
  let file: String
  let diagnostics: Diagnostics

  static func read(file: String, text: String, diagnostics: Diagnostics) -> SpecDocument {
    SpecReader(file: file, diagnostics: diagnostics).read(text)
  }

  private func read(_ text: String) -> SpecDocument {
    var document = SpecDocument(file: file, commands: [])
    guard
      let root = JSONParser.parse(file: file, text: text, diagnostics: diagnostics),
      let fields = fields(of: root, .root, expected: "an object of commands by name")
    else { return document }

    var names: [String: JSONObject.Member] = [:]
    for member in fields.object.members {
      let path = JSONPath.root.member(member.name)
      let name = member.name.uppercased()
      if let earlier = names.updateValue(member, forKey: name) {
        let place = "\(earlier.namePosition.line):\(earlier.namePosition.column)"
        diagnostics.error(
          file, member.namePosition, path,
          "the same command as \(earlier.name.quotedForMessage) at \(place): case makes no difference"
        )
        continue
      }
      if let command = readCommand(member, name: name, path) { document.commands.append(command) }
    }
    if document.commands.isEmpty && !diagnostics.hasErrors {
      diagnostics.error(file, root.position, .root, "there is no command in it")
    }
    return document
  }

  func fields(of node: JSONNode, _ path: JSONPath, expected: String) -> FieldReader? {
    FieldReader(node, path, expected: expected, file: file, diagnostics: diagnostics)
  }
}
