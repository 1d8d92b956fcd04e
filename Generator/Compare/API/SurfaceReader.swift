/// Reads the API out of files that the generator wrote. It knows the layout in which they are printed, and no other Swift.
struct SurfaceReader {
  /// The code of each command form, without comments: what changed where the API did not.
  private(set) var code: [FormKey: [String]] = [:]
  /// The comments in it.
  private(set) var comments: [FormKey: [String]] = [:]
  private(set) var surface = APISurface()

  struct FormKey: Hashable {
    var command: String
    var form: String?
  }

  /// What the extension around the current line extends.
  private var extended = ""
  /// The depth of the type around the current line that is not a command's.
  private var typeDepth: Int?
  private var commandType = ""
  private var current: FormKey?
  /// Lines of code of which is not known yet whose they are.
  private var pending: [String] = []

  static func read(_ files: [String]) -> SurfaceReader {
    var reader = SurfaceReader()
    // Tests of the API are no part of it.
    for file in files where !file.contains("\nimport Testing\n") {
      reader.startFile()
      for statement in Statements(file) { reader.read(statement) }
      reader.flush()
    }
    return reader
  }

  private mutating func startFile() {
    extended = ""
    typeDepth = nil
    current = nil
  }

  private mutating func read(_ statement: Statement) {
    let text = statement.text
    if statement.depth == 0 { readOutermost(text) }
    if !text.isEmpty { pending.append(String(text)) }
    if let words = text.after("public struct ") ?? text.after("public enum ") {
      readType(words, statement)
    } else if statement.depth == 2, let list = text.after("public static let descriptor = CommandDescriptor(") {
      readDescriptor(list)
    } else if statement.depth == 1, let words = text.after("public func "), extended.hasSuffix("Runner") {
      readMethod(words)
    } else if let depth = typeDepth, statement.depth == depth + 1 {
      readMember(text)
    }
  }

  private mutating func readOutermost(_ text: Substring) {
    guard text.hasSuffix("{") else { return }
    typeDepth = nil
    guard let words = text.after("extension ") else { return extended = "" }
    let name = words.dropLast(2)
    // What a command's type is inside of begins the code of the next form; its methods belong to the last one.
    let isRunner = name.hasSuffix("Runner")
    if !isRunner { flush() }
    if !isRunner && name != "Commands" && !name.hasPrefix("Commands.") { current = nil }
    extended = name.contains(" ") ? "" : String(name)
  }

  private mutating func flush() {
    if let current {
      code[current, default: []] += pending.filter { !$0.hasPrefix("//") }
      comments[current, default: []] += pending.filter { $0.hasPrefix("//") }
    }
    pending = []
  }

  // MARK: Types

  private mutating func readType(_ words: Substring, _ statement: Statement) {
    // A type without a body is a namespace.
    guard words.hasSuffix("{"), statement.depth <= 1 else { return }
    let name = String(words.prefix { $0 != ":" && $0 != "<" })
    let path = statement.depth == 0 ? name : "\(extended).\(name)"
    if words.hasSuffix(": RedisCommand {") {
      commandType = path
      typeDepth = nil
      return
    }
    var generics = ""
    if words.dropFirst(name.count).first == "<", let end = words.firstIndex(of: ">") {
      generics = String(words[words.index(words.startIndex, offsetBy: name.count)...end])
    }
    typeDepth = statement.depth
    surface.types.append(
      APISurface.TypeDeclaration(
        name: path, role: words.contains(": RESP") ? .reply : .argument,
        isEnum: statement.text.hasPrefix("public enum "), generics: generics))
  }

  private mutating func readMember(_ text: Substring) {
    guard let index = surface.types.indices.last else { return }
    if surface.types[index].isEnum, let words = text.after("case ") {
      let name = DeclarationText.name(words.prefix { $0 != "(" })
      surface.types[index].cases.append(APISurface.Case(name: name, values: list(words)))
    } else if !surface.types[index].isEnum, text.hasPrefix("public init("), !text.contains("inout RESPReader") {
      surface.types[index].fields = list(text)
    }
  }

  /// What is in the first parentheses.
  private func list(_ text: Substring) -> [APISurface.Value] {
    let rest = text.drop { $0 != "(" }
    guard let end = DeclarationText.closing(rest) else { return [] }
    return DeclarationText.values(rest[..<end].dropFirst())
  }

  // MARK: Commands

  private mutating func readDescriptor(_ list: Substring) {
    guard let command = list.literal(after: "name: ") else { return }
    let form = list.after("name: \"\(command)\", form: ") == nil ? nil : list.literal(after: "form: ")
    current = FormKey(command: command, form: form)
    surface.methods.append(
      APISurface.Method(
        command: command, form: form, type: commandType, name: "",
        canChain: !list.contains(", scope: .") && !list.contains(", delivery: .")))
  }

  private mutating func readMethod(_ words: Substring) {
    guard let index = surface.methods.indices.last, current != nil else { return }
    let opening = words.prefix { $0 != "(" }
    let rest = words.dropFirst(opening.count)
    guard let end = DeclarationText.closing(rest) else { return }
    let result = rest[end...].firstRange(of: " -> ").map { String(rest[$0.upperBound...].dropLast(2)) } ?? "Void"
    if opening.contains("<") {
      surface.methods[index].typed = APISurface.Typed(
        generics: String(opening.drop { $0 != "<" }), result: result)
    } else {
      surface.methods[index].name = DeclarationText.name(opening)
      surface.methods[index].parameters = list(words)
      surface.methods[index].result = result
      surface.methods[index].needsConnection = extended == "RedisConnectionCommandRunner"
    }
  }
}

extension Substring {
  /// What comes after `prefix`, nil when the text begins otherwise.
  func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }

  /// The plain string literal behind `label`.
  fileprivate func literal(after label: String) -> String? {
    guard let start = firstRange(of: label + "\"")?.upperBound else { return nil }
    return self[start...].firstIndex(of: "\"").map { String(self[start..<$0]) }
  }
}
