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
    patterns.isEmpty || patterns.contains { name == $0 || ($0.hasSuffix("*") && name.hasPrefix($0.dropLast())) }
  }

  /// The patterns that none of these names matches.
  func unused(for names: [String]) -> [String] {
    patterns.filter { pattern in
      !names.contains { $0 == pattern || (pattern.hasSuffix("*") && $0.hasPrefix(pattern.dropLast())) }
    }
  }
}
