@testable import RedisGenerator

/// What reading `text` as a specification says, in the form in which users see it. Notes are left out.
func problems(inSpecification text: String) -> [String] {
  let diagnostics = Diagnostics()
  _ = SpecReader.read(file: "commands.json", text: text, diagnostics: diagnostics)
  return diagnostics.sorted.filter { $0.severity != .note }.map(\.description)
}

/// The same for text that only has to be JSON.
func problems(inJSON text: String) -> [String] {
  let diagnostics = Diagnostics()
  _ = JSONParser.parse(file: "a.json", text: text, diagnostics: diagnostics)
  return diagnostics.sorted.map(\.description)
}

/// The value in `text`, when nothing is wrong with it.
func json(_ text: String) -> JSONNode? {
  let diagnostics = Diagnostics()
  let node = JSONParser.parse(file: "a.json", text: text, diagnostics: diagnostics)
  return diagnostics.hasErrors ? nil : node
}

/// A specification of one command GET with more members, each on a line of its own, the first of them on line 6.
func specification(_ members: String...) -> String {
  """
  {
    "GET": {
      "since": "1.0.0",
      "group": "string",
      "arity": -2,
  \(members.map { "    " + $0 }.joined(separator: ",\n"))
    }
  }
  """
}

/// A specification of one command GET with these arguments, each on a line of its own, the first of them on line 7.
func specification(arguments: String...) -> String {
  specification(
    "\"arguments\": [\n" + arguments.map { "      " + $0 }.joined(separator: ",\n") + "\n    ]")
}

/// What is wrong with a reply schema that stands on line 6 of the file, from column 21 on.
func problems(inSchema schema: String) -> [String] {
  problems(inSpecification: specification("\"reply_schema\": \(schema)"))
}
