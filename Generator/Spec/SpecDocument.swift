/// A whole specification: its commands in the order of the file.
struct SpecDocument: Sendable {
  var file: String
  var commands: [CommandSpec]
}
