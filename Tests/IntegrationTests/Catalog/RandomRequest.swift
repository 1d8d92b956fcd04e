import TestSupport

@testable import TypedRedis

/// Makes requests up: every way of writing a command's arguments that its grammar allows, and some that it does not.
struct RandomRequest {
  /// The values of the arguments that are no options, in their order. The last one counts for all after it.
  let values: [String]
  /// What the values of options are taken from.
  let optionValues: [String]
  private var random: SplitMix
  private var used = 0

  init(values: [String], optionValues: [String], random: SplitMix) {
    self.values = values
    self.optionValues = optionValues
    self.random = random
  }

  /// The arguments of one request.
  mutating func next(_ items: [RequestGrammar.Item]) -> [String] {
    used = 0
    var words = words(items, isOption: false)
    // Words that are nobody's, or one that is missing.
    if random.oneIn(20), !words.isEmpty { words.remove(at: random.below(words.count)) }
    if random.oneIn(20) { words.insert(words.randomElement(using: &random) ?? "", at: random.below(words.count + 1)) }
    return words
  }

  private mutating func words(_ items: [RequestGrammar.Item], isOption: Bool) -> [String] {
    items.flatMap { words($0, isOption: isOption) }
  }

  private mutating func words(_ item: RequestGrammar.Item, isOption: Bool) -> [String] {
    switch item {
    case .word(let word): return [inAnyCase(String(decoding: word, as: UTF8.self))]
    case .value: return [value(isOption: isOption)]
    case .counted(let items):
      let count = 1 + random.below(3)
      return ["\(count)"] + (0..<count).flatMap { _ in words(items, isOption: isOption) }
    case .group(let items): return words(items, isOption: isOption)
    case .choice(let items): return words(items[random.below(items.count)], isOption: isOption)
    case .optional(let items): return random.oneIn(2) ? words(items, isOption: isOption) : []
    case .repeated(let items, _):
      return (0...random.below(3)).flatMap { _ in words(items, isOption: isOption) }
    case .anyOrder(let items):
      var chosen = items.filter { _ in !random.oneIn(3) }
      if random.oneIn(3), let again = items.randomElement(using: &random) { chosen.append(again) }
      chosen.shuffle(using: &random)
      // A list that has no end comes last.
      if let last = items.last, last.endsWithList { chosen.sort { $0 != last && $1 == last } }
      return chosen.flatMap { words($0, isOption: true) }
    case .marked(_, let item): return words(item, isOption: isOption)
    }
  }

  private mutating func value(isOption: Bool) -> String {
    if isOption { return optionValues[random.below(optionValues.count)] }
    defer { used += 1 }
    return values.isEmpty ? "x" : values[min(used, values.count - 1)]
  }

  private mutating func inAnyCase(_ word: String) -> String {
    switch random.below(3) {
    case 0: word
    case 1: word.lowercased()
    default: String(word.map { random.oneIn(2) ? Character($0.lowercased()) : $0 })
    }
  }
}

extension RequestGrammar.Item {
  fileprivate var endsWithList: Bool {
    switch self {
    case .repeated(let items, false): items.width != nil
    case .group(let items): items.last?.endsWithList ?? false
    case .marked(_, let item): item.endsWithList
    default: false
    }
  }
}
