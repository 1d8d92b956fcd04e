/// Makes a program of a grammar.
struct GrammarCompiler {
  typealias Item = RequestGrammar.Item

  private(set) var instructions: [GrammarProgram.Instruction] = []
  private(set) var words: [[UInt8]] = []

  mutating func compile(_ grammar: [Item]) {
    compile(grammar, isLast: true, isOutermost: true)
    instructions.append(.end)
  }

  /// - Parameters:
  ///   - isLast: nothing can follow.
  ///   - isOutermost: not inside of an option or of an element of a list.
  private mutating func compile(_ items: [Item], isLast: Bool, isOutermost: Bool) {
    let tail = isLast ? items.tail : nil
    for (index, item) in items.dropLast(tail?.items ?? 0).enumerated() {
      compile(item, isLast: isLast && index == items.count - 1, isOutermost: isOutermost)
    }
    // How much of the words goes to which list makes no difference.
    if let tail { instructions.append(.rest(minimum: tail.minimum, width: tail.width)) }
  }

  private mutating func compile(_ item: Item, isLast: Bool, isOutermost: Bool) {
    switch item {
    case .word(let word): instructions.append(.word(number(of: word)))
    case .value: instructions.append(.value)
    case .group(let items): compile(items, isLast: isLast, isOutermost: isOutermost)
    case .choice(let alternatives):
      // What is spelled like an option is one, if it can be.
      let ordered = (alternatives.filter(\.isLed) + alternatives.filter { !$0.isLed }).map { [$0] }
      // Servers look at a unit only if there is data to measure.
      let skipsOne = isOutermost && alternatives.allSatisfy(\.isWord)
      choose(ordered, isLast: isLast, isOutermost: isOutermost, skipsOne: skipsOne)
    case .optional(let items): choose([items, []], isLast: isLast, isOutermost: isOutermost)
    case .counted(let items):
      if let width = items.width, width > 0 {
        instructions.append(.counted(width: width))
      } else {
        instructions.append(.value)
        choose([[.repeated(items, areNumbers: true)], []], isLast: isLast, isOutermost: false)
      }
    case .repeated(let items, _): compileRepeated(items, isOutermost: isOutermost)
    case .anyOrder(let items): compileAnyOrder(items, isLast: isLast, isOutermost: isOutermost)
    case .marked(let mark, let item):
      compile([item], isLast: isLast, isOutermost: isOutermost)
      instructions.append(.mark(1 << UInt64(mark)))
    }
  }

  /// The first of these that leads to a match.
  private mutating func choose(
    _ alternatives: [[Item]], isLast: Bool, isOutermost: Bool, skipsOne: Bool = false
  ) {
    var jumps: [Int] = []
    for (index, items) in alternatives.enumerated() {
      let isFinal = !skipsOne && index == alternatives.count - 1
      let split = isFinal ? nil : reserve()
      compile(items, isLast: isLast, isOutermost: isOutermost)
      guard let split else { break }
      jumps.append(reserve())
      instructions[split] = .split(split + 1, instructions.count)
    }
    if skipsOne { instructions.append(.skip) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  /// What starts with an option's word is taken as often as it comes. Of values as few as possible are: one that could
  /// be an option after them is that.
  private mutating func compileRepeated(_ items: [Item], isOutermost: Bool) {
    guard items.isLed, isOutermost else {
      let start = instructions.count
      compile(items, isLast: false, isOutermost: false)
      let split = reserve()
      instructions[split] = items.isLed ? .split(start, split + 1) : .split(split + 1, start)
      return
    }
    compileSkipping { compiler in
      // BITFIELD takes `OVERFLOW` before what cannot overflow, too.
      let alternatives = [items] + items.flatMap(\.innerOptions).map { [$0] }
      compiler.choose(alternatives, isLast: false, isOutermost: false)
    }
  }

  /// One or more of what `body` compiles, and any words that nothing is known of before and after each.
  private mutating func compileSkipping(_ body: (inout Self) -> Void) {
    let entry = reserve()
    instructions += [.skip, .jump(entry)]
    let start = instructions.count
    instructions[entry] = .split(start, entry + 1)
    body(&self)
    let split = reserve()
    instructions[split] = .split(start, split + 1)
    compileSkip(to: split)
  }

  /// A loop over what starts with an option's word. What does not comes at most once, in its order, before or after any
  /// round of the loop.
  private mutating func compileAnyOrder(_ items: [Item], isLast: Bool, isOutermost: Bool) {
    var options = items.filter(\.isLed)
    // Servers look for these anywhere, too: GEOSEARCH takes `ANY` before `COUNT`.
    if isOutermost { options += options.flatMap(\.innerOptions) }
    var start = compileLoop(options, last: isLast ? items.last : nil)
    for value in items where !value.isLed {
      choose([[value], []], isLast: false, isOutermost: false)
      start = compileLoop(options, last: isLast ? items.last : nil)
    }
    if isOutermost { compileSkip(to: start) }
  }

  /// Goes on, or takes a word that nothing is known of and returns to `start`.
  private mutating func compileSkip(to start: Int) {
    let split = reserve()
    instructions += [.skip, .jump(start)]
    instructions[split] = .split(instructions.count, split + 1)
  }

  private mutating func compileLoop(_ options: [Item], last: Item?) -> Int {
    let start = instructions.count
    for option in options {
      let split = reserve()
      compile([option], isLast: option == last, isOutermost: false)
      instructions.append(.jump(start))
      instructions[split] = .split(split + 1, instructions.count)
    }
    return start
  }

  /// A place for an instruction that is known later.
  private mutating func reserve() -> Int {
    instructions.append(.end)
    return instructions.count - 1
  }

  private mutating func number(of word: [UInt8]) -> Int {
    if let number = words.firstIndex(of: word) { return number }
    words.append(word)
    return words.count - 1
  }
}
