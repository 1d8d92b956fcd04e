/// Turns the bytes of an input file into text.
enum SourceText {
  /// The text of `bytes`; bytes that are not UTF-8 are reported (the first place) and replaced.
  static func decode(_ bytes: [UInt8], file: String, diagnostics: Diagnostics) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    // Decoding repairs what is wrong, so the first difference is the first bad byte.
    guard !text.utf8.elementsEqual(bytes) else { return text }
    let good = zip(bytes, text.utf8).prefix { $0 == $1 }.count
    var cursor = TextCursor(Array(bytes.prefix(good)))
    while cursor.current != nil { cursor.advance() }
    diagnostics.error(file, cursor.position, nil, "this is not UTF-8 text")
    return text
  }
}
