/// A grammar as instructions for ``GrammarMatcher``.
struct GrammarProgram: Sendable {
  enum Instruction: Sendable, Hashable {
    /// The next word is this one of those that stand for themselves.
    case word(Int)
    /// There is a next word.
    case value
    /// The next word is a number, and that many times `width` words follow it.
    case counted(width: Int)
    /// At least `minimum` words are left, in rows of `width`. They are all taken.
    case rest(minimum: Int, width: Int)
    case mark(UInt64)
    case jump(Int)
    /// Goes on at the first, and if that leads to no match at the second.
    case split(Int, Int)
    /// Takes a word that the grammar does not know, where the matcher is told to.
    case skip
    /// No words are left.
    case end
  }

  let instructions: [Instruction]
  /// The words that stand for themselves, by their numbers.
  let words: NameTable<Int>

  init(_ grammar: RequestGrammar) {
    var compiler = GrammarCompiler()
    compiler.compile(grammar.items)
    instructions = compiler.instructions
    words = NameTable(compiler.words.enumerated().map { ($1, $0) })
  }

  /// The marks of what these arguments are. Where the grammar does not have them all, of those that it has.
  func marks(count: Int, argument: (Int) -> RedisValue) -> UInt64 {
    var strict = GrammarMatcher(self, count: count, skipsUnknown: false)
    if strict.match(argument) { return strict.marks }
    var lenient = GrammarMatcher(self, count: count, skipsUnknown: true)
    if lenient.match(argument) { return lenient.marks }
    return strict.marks
  }
}
