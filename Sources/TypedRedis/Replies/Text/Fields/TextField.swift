/// One name and its value in a text of the server.
public struct TextField: Sendable, Hashable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// What is left of the first separator, and what is right of it. Without one, all of `text` is the name.
  init(_ text: Substring.UTF8View, separator: UInt8) {
    let end = text.firstIndex(of: separator)
    name = String(Substring(text[..<(end ?? text.endIndex)]))
    value = end.map { String(Substring(text[text.index(after: $0)...])) } ?? ""
  }
}
