/// Names and values in a text of the server, in its order: also those that this library knows nothing about.
///
/// The typed properties of ``ServerInfo``, ``ClientInfo`` and others read from here; what they have no property for can be
/// looked up by the server's name for it.
public struct TextFields: Sendable, Hashable {
  public var elements: [TextField]

  public init(_ elements: [TextField] = []) { self.elements = elements }

  /// The value of the first field of this name.
  public subscript(name: String) -> String? {
    elements.first { $0.name == name }?.value
  }
}

extension TextFields: RandomAccessCollection {
  public var startIndex: Int { elements.startIndex }
  public var endIndex: Int { elements.endIndex }
  public subscript(position: Int) -> TextField { elements[position] }
}

extension TextFields {
  /// Fields such as `keys=3,expires=0`.
  ///
  /// Nothing is escaped in such texts. A part without "=" belongs to the value before it, which has the separator in it,
  /// such as the path of a socket with a space.
  init(assignments text: Substring.UTF8View, separator: UInt8) {
    self.init()
    for part in text.split(separator: separator, omittingEmptySubsequences: false) {
      if let last = elements.indices.last, !part.contains(UInt8(ascii: "=")) {
        elements[last].value += String(decoding: [separator], as: UTF8.self) + String(Substring(part))
      } else if !part.isEmpty {
        elements.append(TextField(part, separator: UInt8(ascii: "=")))
      }
    }
  }

  func joined(_ assignment: String, separator: String) -> String {
    map { $0.name + assignment + $0.value }.joined(separator: separator)
  }
}
