/// Reads members that hold a reply expression.
struct ReplyReader {
  let file: String
  let diagnostics: Diagnostics
  let types: KnownTypes

  /// nil, after reporting it, when the member is missing or bad.
  func read(_ fields: FieldReader, _ name: String) -> ReplyType? {
    guard let text = fields.text(name, required: true), let node = fields.object[name] else {
      return nil
    }
    do {
      return try ReplyExpression.parse(text, types: types)
    } catch {
      // The first character of the text comes after the quote.
      let position = SourcePosition(
        line: node.position.line, column: node.position.column + 1 + error.offset)
      diagnostics.error(
        file, position, fields.path.member(name),
        "\(error.message) (character \(error.offset + 1) of \(text.quotedForMessage))")
      return nil
    }
  }
}
