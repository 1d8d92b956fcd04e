/// The keys of a request and their slots.
struct RequestKeys {
  /// Where they are among the words.
  private(set) var positions: [Int] = []
  /// For each of them.
  private(set) var slots: [UInt16] = []
  /// The entry that tells of all of them; nil if several do.
  private(set) var onlySpec: KeySpec?
  /// Whether there are entries, and none of them says anything about these words.
  private(set) var cannotBeTold: Bool

  /// Entries that say nothing count for nothing where others tell keys; the server knows what to think of the rest.
  init(of words: EncodedWords, _ specs: [KeySpec]) {
    var telling: [(spec: KeySpec, positions: [Int])] = []
    var isAnyClear = false
    for spec in specs {
      guard let positions = spec.knownPositions(in: words) else { continue }
      isAnyClear = true
      if !positions.isEmpty { telling.append((spec, positions)) }
    }
    if telling.contains(where: { $0.spec.isBehindAWord }) {
      // An empty word in a fixed place stands for keys that are elsewhere.
      telling.removeAll { !$0.spec.isBehindAWord && $0.positions.allSatisfy { words.word(at: $0)?.isEmpty ?? true } }
    }
    for (_, positions) in telling {
      for position in positions {
        guard let key = words.word(at: position) else { continue }
        self.positions.append(position)
        slots.append(HashSlot.of(key))
      }
    }
    onlySpec = telling.count == 1 ? telling.first?.spec : nil
    cannotBeTold = !specs.isEmpty && !isAnyClear
  }

  /// The bytes of the key with this number.
  func key(at number: Int, in words: EncodedWords) -> UnsafeRawBufferPointer? {
    positions.dropFirst(number).first.flatMap { words.word(at: $0) }
  }
}

extension KeySpec {
  fileprivate var isBehindAWord: Bool {
    if case .keyword = begin { true } else { false }
  }
}
