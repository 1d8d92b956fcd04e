import RedisSearch
import Testing
import TypedRedis

/// Spelling, suggestions and settings.
@Suite struct WordsTests {
  @Test func spelling() throws {
    let old = list(list("TERM", "tooni", list(list("0.5", "toonie"), list("0", "toonif"))), list("TERM", "xx", list()))
    let new = map([
      "results": map(["tooni": list(map(["toonie": 0.5]), map(["toonif": 0.0])), "xx": list()])
    ])
    let expected = SpellingReport(terms: [
      .init(term: "tooni", suggestions: [.init(term: "toonie", score: 0.5), .init(term: "toonif", score: 0)]),
      .init(term: "xx", suggestions: []),
    ])
    #expect(try read(Commands.FT_SPELLCHECK.self, old) == expected)
    #expect(try read(Commands.FT_SPELLCHECK.self, new) == expected)
    #expect(try read(Commands.FT_SPELLCHECK.self, list()).terms.isEmpty)
    #expect(try read(Commands.FT_SPELLCHECK.self, map(["results": map([:])])).terms.isEmpty)
  }

  @Test func suggestions() throws {
    #expect(try read(Commands.FT_SUGGET.self, list("hello", "help")) == ["hello", "help"])
    #expect(try read(Commands.FT_SUGGET.self, .null) == [])
    let expected = [ScoredSuggestion<RedisBytes>(suggestion: "hello", score: 1.5)]
    #expect(try read(Commands.FT_SUGGET.WithScores.self, list("hello", "1.5")) == expected)
    #expect(try read(Commands.FT_SUGGET.WithScores.self, list("hello", 1.5)) == expected)
    let all = try read(Commands.FT_SUGGET.WithScoresAndPayloads.self, list("hello", "1.5", "p", "help", "1", RESPValue.null))
    #expect(all.map(\.payload) == ["p", nil])
  }

  @Test func synonyms() throws {
    let expected: [RedisBytes: [RedisBytes]] = ["boy": ["id1"], "child": ["id1", "id2"]]
    #expect(try read(Commands.FT_SYNDUMP.self, list("boy", list("id1"), "child", list("id1", "id2"))) == expected)
    #expect(try read(Commands.FT_SYNDUMP.self, map(["boy": list("id1"), "child": list("id1", "id2")])) == expected)
  }

  @Test func settings() throws {
    let values = [SearchOption(name: "TIMEOUT", value: "500"), SearchOption(name: "EXTLOAD", value: nil)]
    #expect(try read(Commands.FT_CONFIG_GET.self, list(list("TIMEOUT", "500"), list("EXTLOAD", RESPValue.null))) == values)
    #expect(try read(Commands.FT_CONFIG_GET.self, map(["TIMEOUT": "500", "EXTLOAD": RESPValue.null])) == values)
    let help = [SearchOptionHelp(name: "TIMEOUT", description: "How long a query may take", value: "500")]
    let old = list(list("TIMEOUT", "Description", "How long a query may take", "Value", "500"))
    let new = map(["TIMEOUT": map(["Description": "How long a query may take", "Value": "500"])])
    #expect(try read(Commands.FT_CONFIG_HELP.self, old) == help)
    #expect(try read(Commands.FT_CONFIG_HELP.self, new) == help)
  }
}
