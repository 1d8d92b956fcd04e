/// What code says of actors that is compiled under somebody else's settings: where everything belongs to the main actor unless it
/// says otherwise, commands do not.
enum Isolation {
  static let prefix = "nonisolated "

  /// The lines, with every extension and every type outside of all actors.
  static func none(_ lines: [String]) -> String {
    lines.map { line in
      let start = line.firstIndex { $0 != " " } ?? line.endIndex
      let code = line[start...]
      let opens = ["extension ", "public struct ", "public enum "].contains(where: code.hasPrefix)
      return opens ? "\(line[..<start])\(prefix)\(code)" : line
    }.joined(separator: "\n") + "\n"
  }
}
