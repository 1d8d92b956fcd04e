/// Collects what all stages have to say, so that one run shows every problem.
///
/// A class, because every stage adds to the same list.
final class Diagnostics {
  private var items: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  /// The order in which files were first mentioned: the specification comes before what refers to it.
  private var fileOrder: [String: Int] = [:]

  init() {}

  func add(_ diagnostic: Diagnostic) {
    // The same complaint twice, from two stages or two forms of one command, says nothing new.
    guard seen.insert(diagnostic).inserted else { return }
    if fileOrder[diagnostic.file] == nil { fileOrder[diagnostic.file] = fileOrder.count }
    items.append(diagnostic)
  }

  func error(_ file: String, _ position: SourcePosition, _ path: JSONPath?, _ message: String) {
    add(Diagnostic(severity: .error, file: file, position: position, path: path, message: message))
  }

  func warning(_ file: String, _ position: SourcePosition, _ path: JSONPath?, _ message: String) {
    add(
      Diagnostic(severity: .warning, file: file, position: position, path: path, message: message))
  }

  func note(_ file: String, _ position: SourcePosition, _ path: JSONPath?, _ message: String) {
    add(Diagnostic(severity: .note, file: file, position: position, path: path, message: message))
  }

  /// Everything, file by file, from top to bottom; what was found first comes first where positions are equal.
  var sorted: [Diagnostic] {
    items.enumerated().sorted { left, right in
      let leftFile = fileOrder[left.element.file] ?? 0
      let rightFile = fileOrder[right.element.file] ?? 0
      if leftFile != rightFile { return leftFile < rightFile }
      if left.element.position != right.element.position {
        return left.element.position < right.element.position
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  func count(_ severity: Diagnostic.Severity) -> Int {
    items.count { $0.severity == severity }
  }

  var errorCount: Int { count(.error) }
  var warningCount: Int { count(.warning) }
  var noteCount: Int { count(.note) }
  var hasErrors: Bool { items.contains { $0.severity == .error } }
}
