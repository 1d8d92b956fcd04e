/// Which of a source's commands are imported.
struct CommandFilter: Equatable {
  /// Names in upper case, of which the last character may be a "*"; empty for all.
  private let patterns: [String]

  /// - Parameter text: names with commas between them: `GRAPH.*,FOO BAR`.
  init(_ text: String?) {
    patterns = (text ?? "").split(separator: ",").map {
      $0.split(separator: " ").joined(separator: " ").uppercased()
    }
  }

  func includes(_ name: String) -> Bool {
    patterns.isEmpty || patterns.contains { Self.matches($0, name) }
  }

  /// The patterns that none of these names matches.
  func unused(for names: [String]) -> [String] {
    patterns.filter { pattern in !names.contains { Self.matches(pattern, $0) } }
  }

  private static func matches(_ pattern: String, _ name: String) -> Bool {
    name == pattern || (pattern.hasSuffix("*") && name.hasPrefix(pattern.dropLast()))
  }
}
