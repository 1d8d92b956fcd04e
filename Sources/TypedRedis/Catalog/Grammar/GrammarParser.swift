/// Reads the text in which grammars are generated:
///
///     'NX'        that word
///     .           any word, a value
///     n{ . }      a number, and as many of what is inside
///     { . . }     one or more
///     #{ . }      one or more, which are numbers
///     [ . ]       may be left out
///     ( . | 'A' ) one of these, or only a group
///     < 'A' 'B' > any of these in any order
///     1: .        what follows has mark 1
///     ; Name +1 -2  a form, with its marks; the main one has no name
struct GrammarParser {
  private let text: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ text: [UInt8]) { self.text = text }

  /// Nil if the text is none.
  static func parse(_ text: StaticString) -> RequestGrammar? {
    var parser = GrammarParser(text.withUTF8Buffer { Array($0) })
    return parser.grammar()
  }

  private mutating func grammar() -> RequestGrammar? {
    guard let items = items() else { return nil }
    var grammar = RequestGrammar(items: items)
    while take(";") {
      guard let form = form() else { return nil }
      grammar.forms.append(form)
    }
    return position == text.count ? grammar : nil
  }

  private mutating func form() -> RequestGrammar.Form? {
    let name = name()
    var form = RequestGrammar.Form(name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self))
    while true {
      if take("+") {
        guard let mark = mark() else { return nil }
        form.with |= 1 << UInt64(mark)
      } else if take("-") {
        guard let mark = mark() else { return nil }
        form.without |= 1 << UInt64(mark)
      } else {
        return form
      }
    }
  }

  // MARK: Items

  private mutating func items() -> [RequestGrammar.Item]? {
    // Grammars are as deep as the arguments of commands are nested.
    guard depth < 32 else { return nil }
    depth += 1
    defer { depth -= 1 }
    var items: [RequestGrammar.Item] = []
    while let next = peek(), !"|)]}>;".utf8.contains(next) {
      guard let item = item() else { return nil }
      items.append(item)
    }
    return items
  }

  private mutating func item() -> RequestGrammar.Item? {
    guard let next = peek() else { return nil }
    switch next {
    case UInt8(ascii: "'"): return word()
    case UInt8(ascii: "."): return take(".") ? .value : nil
    case UInt8(ascii: "n"): return take("n") ? inside("{", "}").map { .counted($0) } : nil
    case UInt8(ascii: "#"): return take("#") ? inside("{", "}").map { .repeated($0, areNumbers: true) } : nil
    case UInt8(ascii: "{"): return inside("{", "}").map { .repeated($0, areNumbers: false) }
    case UInt8(ascii: "["): return inside("[", "]").map { .optional($0) }
    case UInt8(ascii: "<"): return inside("<", ">").map { .anyOrder($0) }
    case UInt8(ascii: "("): return choice()
    default:
      guard let mark = mark(), take(":"), let item = item() else { return nil }
      return .marked(mark, item)
    }
  }

  private mutating func inside(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> [RequestGrammar.Item]? {
    guard take(open), let items = items(), take(close) else { return nil }
    return items
  }

  private mutating func choice() -> RequestGrammar.Item? {
    guard take("("), let first = items() else { return nil }
    var alternatives: [RequestGrammar.Item] = [.group(first)]
    while take("|") {
      guard let next = items() else { return nil }
      alternatives.append(.group(next))
    }
    guard take(")") else { return nil }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  /// Up to the next quote; two of them are one that belongs to the word.
  private mutating func word() -> RequestGrammar.Item? {
    var word: [UInt8] = []
    guard take("'") else { return nil }
    while position < text.count {
      defer { position += 1 }
      if text[position] != UInt8(ascii: "'") {
        word.append(text[position])
      } else if position + 1 < text.count, text[position + 1] == UInt8(ascii: "'") {
        word.append(text[position])
        position += 1
      } else {
        return .word(FoldedBytes.upper(word))
      }
    }
    return nil
  }

  // MARK: Characters

  private mutating func peek() -> UInt8? {
    while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
    return position < text.count ? text[position] : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let next = peek(), UInt32(next) == character.value else { return false }
    position += 1
    return true
  }

  /// There are as many marks as bits.
  private mutating func mark() -> Int? {
    _ = peek()
    var number = 0
    let start = position
    while position < text.count, let digit = Int(String(UnicodeScalar(text[position]))), number < 64 {
      number = number * 10 + digit
      position += 1
    }
    return position > start && number < 64 ? number : nil
  }

  private mutating func name() -> [UInt8] {
    _ = peek()
    let name = text[position...].prefix { !" +-;".utf8.contains($0) }
    position += name.count
    return Array(name)
  }
}
