/// What the command line asked for.
struct Options: Equatable {
  enum Action: Equatable {
    case generate, check
    /// The words of the command's name.
    case explain([String])
    case report(json: Bool)
    case diff(DiffAction.Request)
    case importSource(ImportAction.Request)
    case help, version
  }

  var action = Action.generate
  var specification: String?
  var overrides: String?
  var oldOverrides: String?
  var output: String?
  var testsOutput: String?
  var packagePath: String?
  /// Names of commands.
  var only: String?
  /// Whether the code of a library goes into one file.
  var singleFile = false
  /// Whether the copy of the specification may lose what only it knows.
  var forget = false
  /// Whether notes are shown too.
  var verbose = false
}

/// A mistake on the command line.
struct UsageError: Error, Equatable, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
