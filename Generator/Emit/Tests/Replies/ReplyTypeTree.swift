/// What is read as what inside a reply: the way from the type of a whole to the types of its parts.
struct ReplyTypeTree {
  private let types: [String: ReplyTypeModel]

  init(_ types: [ReplyTypeModel]) {
    self.types = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The type that a value is read as when it is there. nil where nothing is known, in all that follows too.
  func core(_ type: ReplyType?) -> ReplyType? {
    switch type {
    case .optional(let inner): core(inner)
    case .array, .listOrOne, .map, .pairs, .scan, .scanPairs, .labelled, nil: type
    case let type?: type.children.count == 1 ? core(type.children[0]) : type
    }
  }

  /// The type of the element at `index` of a list.
  func element(_ type: ReplyType?, at index: Int) -> ReplyType? {
    switch core(type) {
    case .array(let element), .listOrOne(let element), .pairs(let element): element
    case .labelled(_, let value): index == 1 ? value : .string
    case .scan(let element): index == 1 ? .array(element) : .string
    case .scanPairs(let element): index == 1 ? .pairs(element) : .string
    case .named(let name): types[name].flatMap { $0.kind == .record ? field($0, index) : nil }
    default: nil
    }
  }

  /// The type of what `key` stands for.
  func member(_ type: ReplyType?, _ key: String) -> ReplyType? {
    switch core(type) {
    case .map(_, let value): value
    case .pairs(.named(let name)): types[name].flatMap { field($0, 1) }
    case .named(let name): types[name]?.fields.first { $0.key == key }?.type
    default: nil
    }
  }

  private func field(_ type: ReplyTypeModel, _ index: Int) -> ReplyType? {
    type.fields.indices.contains(index) ? type.fields[index].type : nil
  }

  /// How many elements of one list belong together: those of a record in a list of records, a key and its value.
  func fieldsInARow(_ type: ReplyType?) -> Int {
    switch core(type) {
    case .map: 2
    case .pairs(.named(let name)): max(1, types[name]?.fields.count ?? 1)
    default: 1
    }
  }

  func isRecords(_ type: ReplyType?) -> Bool {
    if case .pairs = core(type) { true } else { false }
  }

  /// Texts that can be read as this type, where that is a type which takes texts apart.
  func texts(_ type: ReplyType?) -> [String] {
    switch core(type) {
    case .named(let name): return types[name]?.samples ?? []
    case .lines(let name):
      let lines = types[name]?.samples ?? []
      return lines.isEmpty ? [] : [lines.map { $0 + "\n" }.joined(), "", lines[0]]
    default: return []
    }
  }
}
