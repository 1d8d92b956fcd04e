import Foundation

enum Console {
  /// A line that says what is going on.
  static func progress(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
