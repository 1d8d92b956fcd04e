/// A place in a text file. Both numbers start at 1; columns count Unicode scalars, as editors do.
struct SourcePosition: Sendable, Hashable, Comparable {
  var line: Int
  var column: Int

  static let start = SourcePosition(line: 1, column: 1)

  static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
