/// The number that `text` spells as a whole: decimal with an optional fraction and exponent, `inf`, `infinity` or `nan` in any
/// case, with a sign or without.
func parseDouble(_ text: UnsafeRawBufferPointer) -> Double? {
  guard let decimal = DecimalText(text) else { return parseNonFinite(text) }
  return decimal.nearestDouble ?? Double(String(decoding: text, as: UTF8.self))
}

/// Whether ``parseDouble(_:)`` finds a number, which is cheaper to tell than which one.
func isDouble(_ text: UnsafeRawBufferPointer) -> Bool {
  DecimalText(text) != nil || parseNonFinite(text) != nil
}

/// The shortest text that reads back as the same number: `3`, `0.1`, `1e+16`, `inf`.
func doubleText(_ number: Double) -> String {
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  if number.isNaN { return "nan" }
  let text = number.description
  return text.utf8.last == UInt8(ascii: "0") && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func parseNonFinite(_ text: UnsafeRawBufferPointer) -> Double? {
  let isNegative = text.first == UInt8(ascii: "-")
  let word = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
  let isWord = { (name: StaticString) in
    name.withUTF8Buffer { name in word.elementsEqual(name, by: { $0 | 0x20 == $1 }) }
  }
  if isWord("inf") || isWord("infinity") { return isNegative ? -.infinity : .infinity }
  return isWord("nan") ? .nan : nil
}
