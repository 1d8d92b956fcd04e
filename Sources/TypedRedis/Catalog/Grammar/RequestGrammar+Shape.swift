extension RequestGrammar.Item {
  /// Whether it can only start with words that stand for themselves.
  var isLed: Bool {
    switch self {
    case .word: true
    case .value, .counted: false
    case .group(let items), .optional(let items), .repeated(let items, _): items.isLed
    case .choice(let items), .anyOrder(let items): items.allSatisfy(\.isLed)
    case .marked(_, let item): item.isLed
    }
  }

  /// Whether it is one word that stands for itself.
  var isWord: Bool {
    switch self {
    case .word: true
    case .group(let items): items.count == 1 && items.allSatisfy(\.isWord)
    case .marked(_, let item): item.isWord
    default: false
    }
  }

  /// Whether it can be nothing.
  var canBeEmpty: Bool {
    switch self {
    case .word, .value, .counted: false
    case .optional, .anyOrder: true
    case .group(let items), .repeated(let items, _): items.allSatisfy(\.canBeEmpty)
    case .choice(let items): items.contains(where: \.canBeEmpty)
    case .marked(_, let item): item.canBeEmpty
    }
  }

  /// How many words it takes, if that is always the same and none of them is told from others.
  fileprivate var width: Int? {
    switch self {
    case .value: 1
    case .group(let items): items.width
    default: nil
    }
  }

  /// What may be left out inside of it and starts with a word that stands for itself.
  var innerOptions: [RequestGrammar.Item] {
    switch self {
    case .word, .value: []
    case .optional(let items): items.isLed ? items + items.flatMap(\.innerOptions) : []
    case .anyOrder(let items): items.filter(\.isLed) + items.flatMap(\.innerOptions)
    case .group(let items), .choice(let items): items.flatMap(\.innerOptions)
    case .counted, .repeated: []
    case .marked(_, let item): item.innerOptions
    }
  }
}

extension [RequestGrammar.Item] {
  var isLed: Bool {
    for item in self {
      guard item.isLed else { return false }
      if !item.canBeEmpty { return true }
    }
    return !isEmpty
  }

  var width: Int? {
    reduce(0) { width, item in
      guard let width, let more = item.width else { return nil }
      return width + more
    }
  }

  /// The lists of any words at the end: how many lists, and which numbers of words they can have together.
  var tail: (items: Int, minimum: Int, width: Int)? {
    var widths: [Int] = []
    for item in reversed() {
      guard case .repeated(let items, false) = item, let width = items.width, width > 0 else { break }
      widths.append(width)
    }
    guard let first = widths.first else { return nil }
    return (widths.count, widths.reduce(0, +), widths.count == 1 ? first : 1)
  }
}
