import Foundation

/// The names of all commands, to find them in texts.
struct CommandNames {
  /// Full names and those of containers, in upper case.
  private let names: Set<String>

  init(_ specification: ProjectFile) throws {
    let object = try JSONSerialization.jsonObject(with: Data(specification.text.utf8))
    let keys = (object as? [String: Any] ?? [:]).keys
    names = Set(keys.flatMap { [$0, String($0.prefix { $0 != " " })] })
  }

  var isEmpty: Bool { names.isEmpty }

  /// Whether the text is a command's name, or has one in capitals as one of its words.
  func occur(in text: String) -> Bool {
    if names.contains(text) || text == text.lowercased() && names.contains(text.uppercased()) { return true }
    return text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".") }
      .contains { names.contains(String($0)) }
  }
}
