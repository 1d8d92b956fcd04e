/// One thing the generator has to say about an input file.
struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
  enum Severity: String, Sendable, Hashable {
    case error, warning, note
  }

  var severity: Severity
  var file: String
  var position: SourcePosition
  /// Where in the document: `$.SET.arguments[3].type`. nil for what concerns the file as text.
  var path: JSONPath?
  var message: String

  /// `commands.json:812:9: error: $.SET.arguments[3].type: …`, which editors and CI systems make clickable.
  var description: String {
    let place = "\(file):\(position.line):\(position.column): \(severity.rawValue): "
    return path.map { "\(place)\($0): \(message)" } ?? place + message
  }
}
