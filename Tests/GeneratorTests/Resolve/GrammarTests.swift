import Testing

@testable import RedisGenerator

/// The grammars by which requests are told apart.
@Suite struct GrammarTests {
  /// The grammar of command X with these arguments, of which a second form always sends the one at `path`.
  private func grammar(_ arguments: String, with path: String, more: String = "") -> String? {
    let overrides = """
      {"commands": {"X": {"forms": [
        {"reply": "int", "without": ["\(path)"]}, {"name": "Other", "reply": "bytes", "with": ["\(path)"]}]\(more)}}}
      """
    let resolved = Resolved(command("X", arguments), overrides: overrides, strict: true)
    #expect(resolved.problems == [])
    return resolved.model.commands.first?.grammar.map(GrammarRenderer.text)
  }

  private func list(_ arguments: String...) -> String { arguments.joined(separator: ", ") }

  @Test func aCommandWithOneFormNeedsNone() {
    let resolved = Resolved(command("X", word("A", optional)))
    #expect(resolved.model.commands.first?.grammar == nil)
  }

  @Test func valuesAndOptions() {
    let arguments = list(
      argument("key", "key"), argument("count", "integer", list(optional, token("COUNT"))), word("REV", optional),
      oneof("by", optional, word("A"), argument("b", "string", token("B"))))
    #expect(grammar(arguments, with: "rev") == ". <('COUNT' .) 1:'REV' ('A' | 'B' .)>; -1; Other +1")
    #expect(grammar(arguments, with: "by.b") == ". <('COUNT' .) 'REV' ('A' | 1:('B' .))>; -1; Other +1")
  }

  /// Where they are looked for, what begins with a word is an option even if there has to be one.
  @Test func requiredOptions() {
    let from = argument("from", "string", token("FROM"))
    #expect(grammar(list(argument("key", "key"), from, word("ALL", optional)), with: "all") == ". <('FROM' .) 1:'ALL'>; -1; Other +1")
    // A unit belongs to the value before it, and several required words in a row are a phrase.
    let unit = oneof("unit", "\"optional\": false", word("M"), word("KM"))
    #expect(grammar(list(unit, word("ALL", optional)), with: "all") == "('M' | 'KM') <1:'ALL'>; -1; Other +1")
    #expect(
      grammar(list(word("NO"), word("ONE"), argument("n", "integer", optional)), with: "n") == "'NO' 'ONE' [1:.]; -1; Other +1")
  }

  @Test func valuesThatMayBeLeftOut() {
    let arguments = list(argument("n", "integer", optional), argument("m", "integer", optional), argument("key", "key"))
    #expect(grammar(arguments, with: "n") == "[1:.] [.] .; -1; Other +1")
    #expect(grammar(list(argument("n", "integer", optional), word("RESET", optional)), with: "reset") == "<. 1:'RESET'>; -1; Other +1")
  }

  @Test func blocks() {
    let arguments = list(
      argument("key", "key"),
      block("options", optional, argument("count", "integer"), word("WITHSCORES", optional), word("ANY", optional)))
    #expect(grammar(arguments, with: "options") == ". [1:(. <'WITHSCORES' 'ANY'>)]; -1; Other +1")
    #expect(grammar(arguments, with: "options.any") == ". [. <'WITHSCORES' 1:'ANY'>]; -1; Other +1")
  }

  @Test func lists() {
    let numbers = argument("n", "integer", list(multiple, optional, token("N")))
    let gets = argument("get", "string", list(multiple, "\"multiple_token\": true", optional, token("GET")))
    #expect(
      grammar(list(argument("key", "key", multiple), numbers, gets), with: "get")
        == "{.} <('N' #{.}) 1:{'GET' .}>; -1; Other +1")
  }

  @Test func listsThatSayHowLongTheyAre() {
    let arguments = list(
      argument("numkeys", "integer"), argument("key", "key", multiple), word("WITHSCORES", optional))
    #expect(grammar(arguments, with: "withscores") == "n{.} <1:'WITHSCORES'>; -1; Other +1")
    let fields = list(
      argument("count", "integer", token("FIELDS")), argument("field", "string", multiple), word("A", optional))
    #expect(grammar(fields, with: "a") == "('FIELDS' .) {.} <1:'A'>; -1; Other +1")
    #expect(
      grammar(fields, with: "a", more: ", \"arguments\": {\"count\": {\"countOf\": true}}")
        == "('FIELDS' n{.}) <1:'A'>; -1; Other +1")
  }

  @Test func numbersOfWords() {
    let arguments = list(
      block("p", list(optional, token("P")), argument("n", "integer"), argument("a", "string"), word("B", optional)),
      word("C", optional))
    let counts = ", \"arguments\": {\"p.n\": {\"countOf\": \"words\"}}"
    #expect(grammar(arguments, with: "c", more: counts) == "<('P' n{.}) 1:'C'>; -1; Other +1")
    // Inside, forms can differ.
    #expect(grammar(arguments, with: "p.b", more: counts) == "<('P' (. . <1:'B'>)) 'C'>; -1; Other +1")
  }

  @Test func wordsWithQuotes() {
    #expect(grammar(argument("x", "string", list(optional, token("it's"))), with: "x") == "<1:('it''s' .)>; -1; Other +1")
  }
}
