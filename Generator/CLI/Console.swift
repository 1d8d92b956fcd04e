import Foundation

/// Where the tool's words go. A value, so that tests can listen.
struct Console {
  /// What was asked for.
  var out: (String) -> Void
  /// What there is to say about it: problems, usage.
  var error: (String) -> Void

  static var standard: Console {
    Console(
      out: { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) },
      error: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) })
  }
}

/// How the process ends.
enum ToolStatus: Int32 {
  case success = 0
  /// The input has errors, or the generated code is not what it should be.
  case problems = 1
  /// The command line made no sense.
  case usage = 2
}
