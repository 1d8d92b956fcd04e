/// Decides which form of a command a request has.
struct FormSelection: Sendable {
  private struct Candidate: Sendable {
    var form: CommandForm
    /// Marks of the arguments that the form always sends.
    var with: UInt64
    /// Marks of those that it does not offer.
    var without: UInt64
  }

  private let candidates: [Candidate]
  private let program: GrammarProgram

  /// - Parameter forms: the main one first.
  init(_ forms: [CommandForm], _ grammar: RequestGrammar) {
    program = GrammarProgram(grammar)
    candidates = forms.map { form in
      let marks = grammar.forms.first { $0.name == form.descriptor.form?.description }
      return Candidate(form: form, with: marks?.with ?? 0, without: marks?.without ?? 0)
    }
  }

  func form(count: Int, argument: (Int) -> RedisValue) -> CommandForm? {
    form(marks: program.marks(count: count, argument: argument))
  }

  /// All that it always sends has to be there, as little as possible of what it does not offer, and then as much of what
  /// it always sends as possible. The main form wins ties.
  func form(marks: UInt64) -> CommandForm? {
    var best = candidates.first
    var bestRank = (excess: Int.max, with: 0)
    for candidate in candidates where candidate.with & ~marks == 0 {
      let rank = (excess: (candidate.without & marks).nonzeroBitCount, with: candidate.with.nonzeroBitCount)
      if rank.excess < bestRank.excess || rank.excess == bestRank.excess && rank.with > bestRank.with {
        (best, bestRank) = (candidate, rank)
      }
    }
    return best?.form
  }
}
