/// How alike two values have to be.
enum Likeness: Int, Comparable {
  /// The same, but for times.
  case equal
  /// The same, with the elements of lists in any order.
  case sameElements
  /// Numbers, and whatever has digits in it, may be others, and a time may be missing.
  case sameWords
  /// Only the types, the names of fields and what is missing are the same.
  case sameShape
  /// As lists of any length, of elements of the same shapes.
  case sameKindsOfElements
  /// Both can be read as the form's type, and that is all.
  case any

  static func < (a: Likeness, b: Likeness) -> Bool { a.rawValue < b.rawValue }
}

extension ValueTree {
  /// The tree's parts, one line each: what two trees that are as alike as that have in common.
  func lines(_ likeness: Likeness) -> [String] {
    if likeness == .any { return [] }
    let lines = lines(likeness, at: "")
    return likeness < .sameKindsOfElements ? lines : Set(lines).sorted()
  }

  private func lines(_ likeness: Likeness, at path: String) -> [String] {
    switch self {
    case .null: return ["\(path): nil"]
    // Whether something has happened yet is a matter of time as well.
    case .leaf(let leaf) where leaf.kind == .time && likeness >= .sameWords: return ["\(path): nil"]
    case .leaf(let leaf): return ["\(path): \(leaf.type) \(leaf.text(likeness))"]
    case .list(let elements):
      return lines(of: elements, likeness, inOrder: likeness < .sameElements, at: path)
    case .set(let elements): return lines(of: elements, likeness, inOrder: false, at: path)
    case .table(let entries):
      let texts = entries.map { (key: $0.key.text(likeness), value: $0.value) }
      return ["\(path): table"]
        + texts.sorted { $0.key < $1.key }.flatMap { $0.value.lines(likeness, at: "\(path)[\($0.key)]") }
    case .record(let fields):
      return ["\(path): \(fields.count) fields"]
        + fields.flatMap { $0.value.lines(likeness, at: "\(path).\($0.name)") }
    }
  }

  private func lines(of elements: [ValueTree], _ likeness: Likeness, inOrder: Bool, at path: String) -> [String] {
    if likeness == .sameKindsOfElements {
      return ["\(path): list"] + elements.flatMap { $0.lines(likeness, at: "\(path)[]") }
    }
    let ordered = inOrder ? elements : elements.map { ($0.text(likeness), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    return ["\(path): \(elements.count) elements"]
      + ordered.enumerated().flatMap { $1.lines(likeness, at: "\(path)[\($0)]") }
  }

  private func text(_ likeness: Likeness) -> String {
    if case .leaf(let leaf) = self { return leaf.text(likeness) }
    return lines(likeness).joined(separator: "\n")
  }
}

extension ValueTree.Leaf {
  func text(_ likeness: Likeness) -> String {
    if kind == .time { return "#" }
    switch likeness {
    case .equal, .sameElements: return text
    case .sameWords: return kind == .number ? "#" : kind == .text ? masked : text
    case .sameShape, .sameKindsOfElements, .any: return ""
    }
  }

  /// The text with a sign for every word that has a digit in it: numbers, addresses, ids.
  private var masked: String {
    var masked = ""
    var word = ""
    func endWord() {
      masked += word.contains(where: \.isNumber) ? "#" : word
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "." || character == "-" {
        word.append(character)
      } else {
        endWord()
        masked.append(character)
      }
    }
    endWord()
    return masked
  }
}
