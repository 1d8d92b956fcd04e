@testable import RedisGenerator

/// What a specification and overrides come to.
struct Resolved {
  let model: APIModel
  /// What there was to say, without notes.
  let problems: [String]
  let notes: [String]

  init(_ specification: String, overrides: String = "{}", strict: Bool = false) {
    let diagnostics = Diagnostics()
    let document = SpecReader.read(
      file: "commands.json", text: specification, diagnostics: diagnostics)
    let overrides = Overrides.read(
      file: "Overrides.json", text: overrides, diagnostics: diagnostics)
    model = Resolver.resolve(document, overrides, diagnostics, strict: strict)
    problems = diagnostics.sorted.filter { $0.severity != .note }.map(\.description)
    notes = diagnostics.sorted.filter { $0.severity == .note }.map(\.description)
  }

  /// The form of command X with this name.
  func form(_ name: String? = nil, of command: String = "X") -> FormModel? {
    model.commands.first { $0.name == command }?.forms.first { $0.name == name }
  }

  /// The parameters of a form as Swift declares them.
  func parameters(_ name: String? = nil, of command: String = "X") -> [String] {
    form(name, of: command)?.body.parameters.map { ParameterText($0).declaration } ?? []
  }

  /// The statements that write a form's arguments.
  func encoding(_ name: String? = nil, of command: String = "X") -> [String] {
    var printer = Printer()
    EncodeRenderer.render(form(name, of: command)?.body.steps ?? [], into: &printer)
    return printer.lines
  }

  /// The types that a form declares.
  func types(_ name: String? = nil, of command: String = "X") -> [String] {
    var printer = Printer()
    for type in form(name, of: command)?.types ?? [] {
      ArgumentTypeRenderer.render(type, into: &printer)
    }
    return printer.lines
  }

  func reply(_ name: String? = nil, of command: String = "X") -> String? {
    form(name, of: command).map { "\($0.reply.type) (\($0.reply.source))" }
  }

  var methods: [String] { model.commands.flatMap(\.forms).map(\.method) }
  var typePaths: [String] {
    model.commands.flatMap(\.forms).map { $0.typePath.joined(separator: ".") }
  }
}

/// A specification of one command X with these arguments, and more members.
func command(_ name: String = "X", _ arguments: String..., members: String = "") -> String {
  """
  {"\(name)": {"since": "1.0.0", "group": "odd", "arity": -1, \(members)
  "arguments": [\(arguments.joined(separator: ",\n"))]}}
  """
}

/// A specification of commands that take nothing.
func commands(_ names: String..., arity: Int? = nil) -> String {
  let commands = names.map { name in
    let words = name.split(separator: " ").count
    return "\"\(name)\": {\"since\": \"1.0.0\", \"group\": \"odd\", \"arity\": \(arity ?? words)}"
  }
  return "{" + commands.joined(separator: ",\n") + "}"
}

/// An argument as the specification writes it.
func argument(_ name: String, _ type: String = "string", _ more: String = "") -> String {
  "{\"name\": \"\(name)\", \"type\": \"\(type)\"\(more.isEmpty ? "" : ", " + more)}"
}

func word(_ token: String, _ more: String = "") -> String {
  argument(
    token.lowercased(), "pure-token", "\"token\": \"\(token)\"\(more.isEmpty ? "" : ", " + more)")
}

func block(_ name: String, _ more: String = "", _ arguments: String...) -> String {
  nested(name, "block", more, arguments)
}

func oneof(_ name: String, _ more: String = "", _ arguments: String...) -> String {
  nested(name, "oneof", more, arguments)
}

private func nested(_ name: String, _ type: String, _ more: String, _ arguments: [String]) -> String {
  let list = "\"arguments\": [\(arguments.joined(separator: ", "))]"
  return argument(name, type, more.isEmpty ? list : more + ", " + list)
}

let optional = "\"optional\": true"
let multiple = "\"multiple\": true"
func token(_ word: String) -> String { "\"token\": \"\(word)\"" }
