/// Where the values of a document stand, by their paths: for those who only know a path.
struct JSONPositions {
  private var positions: [String: SourcePosition] = [:]

  /// Mistakes in `text` do not matter here: whoever reads its values reports them.
  init(of text: String) {
    let root = JSONParser.parse(file: "", text: text, diagnostics: Diagnostics())
    if let root { add(root, .root, root.position) }
  }

  /// Where the value at `path` stands (a member stands where its name does), or the start of the document.
  subscript(path: String) -> SourcePosition { positions[path] ?? .start }

  private mutating func add(_ node: JSONNode, _ path: JSONPath, _ position: SourcePosition) {
    positions[path.description] = position
    for (index, element) in (node.array ?? []).enumerated() {
      add(element, path.index(index), element.position)
    }
    for member in node.object?.members ?? [] {
      add(member.value, path.member(member.name), member.namePosition)
    }
  }
}
