import RedisSearch
import Testing
import TypedRedis

/// What searches answer in RESP2 and in RESP3, which have little in common.
@Suite struct SearchPageTests {
  private func page(_ total: Int, _ matches: RESPValue...) -> RESPValue {
    map([
      "attributes": list(), "warning": list(), "total_results": total, "format": "STRING", "results": .array(matches) as RESPValue,
    ])
  }

  @Test func documents() throws {
    let old = list(7, "doc1", list("title", "one", "n", "1"), "doc2", list())
    let new = page(
      7, map(["id": "doc1", "extra_attributes": map(["title": "one", "n": "1"]), "values": list()]),
      map(["id": "doc2", "extra_attributes": map([:]), "values": list()]))
    let expected = SearchResults<RedisBytes>(
      total: 7, matches: [SearchDocument(key: "doc1", fields: ["title": "one", "n": "1"]), SearchDocument(key: "doc2")])
    #expect(try read(Commands.FT_SEARCH.self, old) == expected)
    #expect(try read(Commands.FT_SEARCH.self, new) == expected)
  }

  @Test func nothingAtAll() throws {
    let expected = SearchResults<RedisBytes>(total: 0, matches: [])
    #expect(try read(Commands.FT_SEARCH.self, list(0)) == expected)
    #expect(try read(Commands.FT_SEARCH.self, page(0)) == expected)
    // LIMIT 0 0 counts and shows nothing.
    #expect(try read(Commands.FT_SEARCH.self, list(12)).total == 12)
  }

  /// A document that is deleted while it is searched for has no fields.
  @Test func deletedDocuments() throws {
    let expected = [SearchDocument<RedisBytes>(key: "doc1")]
    #expect(try read(Commands.FT_SEARCH.self, list(1, "doc1", RESPValue.null)).matches == expected)
    #expect(try read(Commands.FT_SEARCH.self, page(1, map(["id": "doc1"]))).matches == expected)
  }

  @Test func scores() throws {
    let expected = [ScoredDocument<RedisBytes>(key: "doc1", score: 0.5, fields: ["n": "1"])]
    let old = list(1, "doc1", "0.5", list("n", "1"))
    let new = page(1, map(["id": "doc1", "score": 0.5, "extra_attributes": map(["n": "1"]), "values": list()]))
    #expect(try read(Commands.FT_SEARCH.WithScores.self, old).matches == expected)
    #expect(try read(Commands.FT_SEARCH.WithScores.self, new).matches == expected)
  }

  @Test func explanations() throws {
    let why = list("Final TFIDF : words TFIDF 1.00", list("(TFIDF 1.00 = Weight 1.00 * Frequency 1)"))
    let expected = [
      ExplainedDocument<RedisBytes>(
        key: "doc1", score: 1,
        explanation: ScoreExplanation(
          text: "Final TFIDF : words TFIDF 1.00", parts: [ScoreExplanation(text: "(TFIDF 1.00 = Weight 1.00 * Frequency 1)")]))
    ]
    let old = list(1, "doc1", list("1", why), list())
    let new = page(1, map(["id": "doc1", "score": list(1.0, why), "extra_attributes": map([:]), "values": list()]))
    #expect(try read(Commands.FT_SEARCH.WithExplanations.self, old).matches == expected)
    #expect(try read(Commands.FT_SEARCH.WithExplanations.self, new).matches == expected)
  }

  /// Words of the query are in them, which may be anything.
  @Test func explanationsOfWhatIsNoText() throws {
    let broken = RESPValue.bulk(RedisBytes([0x61, 0xff]))
    let reply = list(1, "doc1", list("1", list(broken, list(broken))), list())
    let match = try #require(try read(Commands.FT_SEARCH.WithExplanations.self, reply).matches.first)
    #expect(match.explanation == ScoreExplanation(text: "a\u{fffd}", parts: [ScoreExplanation(text: "a\u{fffd}")]))
    #expect(try read(Commands.FT_EXPLAIN.self, broken) == RedisBytes([0x61, 0xff]))
    #expect(try read(Commands.FT_EXPLAINCLI.self, list(broken)) == [RedisBytes([0x61, 0xff])])
  }

  @Test func sortKeys() throws {
    let expected = [
      SortedDocument<RedisBytes>(key: "doc1", sortKey: "$a"), SortedDocument(key: "doc2", sortKey: nil),
    ]
    let old = list(2, "doc1", "$a", list(), "doc2", RESPValue.null, list())
    let new = page(
      2, map(["id": "doc1", "sortkey": "$a", "extra_attributes": map([:])]),
      map(["id": "doc2", "sortkey": RESPValue.null, "extra_attributes": map([:])]))
    #expect(try read(Commands.FT_SEARCH.WithSortKeys.self, old).matches == expected)
    #expect(try read(Commands.FT_SEARCH.WithSortKeys.self, new).matches == expected)
  }

  @Test func scoresAndSortKeys() throws {
    let expected = [ScoredSortedDocument<RedisBytes>(key: "doc1", score: 2, sortKey: "#3")]
    let old = list(1, "doc1", "2", "#3", list())
    let new = page(1, map(["id": "doc1", "score": 2.0, "sortkey": "#3", "extra_attributes": map([:])]))
    #expect(try read(Commands.FT_SEARCH.WithScoresAndSortKeys.self, old).matches == expected)
    #expect(try read(Commands.FT_SEARCH.WithScoresAndSortKeys.self, new).matches == expected)
  }

  @Test func keys() throws {
    let old = try read(Commands.FT_SEARCH.Keys.self, list(9, "doc1", "doc2"))
    let new = try read(
      Commands.FT_SEARCH.Keys.self, page(9, map(["id": "doc1", "values": list()]), map(["id": "doc2", "values": list()])))
    #expect(old == new)
    #expect(old.matches.map(\.key) == ["doc1", "doc2"])
    let scored = try read(Commands.FT_SEARCH.KeysWithScores.self, list(2, "doc1", "3", "doc2", "2.5"))
    #expect(scored.matches == [ScoredSearchKey(key: "doc1", score: 3), ScoredSearchKey(key: "doc2", score: 2.5)])
    let sorted = try read(Commands.FT_SEARCH.KeysWithSortKeys.self, list(2, "doc1", "#3", "doc2", RESPValue.null))
    let named = page(2, map(["id": "doc1", "sortkey": "#3"]), map(["id": "doc2", "sortkey": RESPValue.null]))
    #expect(sorted.matches == [SortedSearchKey(key: "doc1", sortKey: "#3"), SortedSearchKey(key: "doc2", sortKey: nil)])
    #expect(try read(Commands.FT_SEARCH.KeysWithSortKeys.self, named) == sorted)
  }

  @Test func whatNewerServersSayIsKept() throws {
    let reply = map([
      "total_results": 1, "results": list(map(["id": "doc1", "rank": 4])), "warning": list("Timeout limit was reached"),
      "took": 3,
    ])
    let page = try read(Commands.FT_SEARCH.Keys.self, reply)
    #expect(page.warnings == ["Timeout limit was reached"])
    #expect(page.otherFields == ["took": .integer(3)])
    #expect(page.matches.first?.otherFields == ["rank": .integer(4)])
  }

  /// As a reply again, a page is the same page: that is how a response callback's page becomes a caller's type.
  @Test func asAReplyAgain() throws {
    let old = list(2, "doc1", "2", "#3", list("n", "1"), "doc2", "1", RESPValue.null, list())
    let page = try read(Commands.FT_SEARCH.WithScoresAndSortKeys.self, old)
    #expect(try read(Commands.FT_SEARCH.WithScoresAndSortKeys.self, page.respValue) == page)
  }

  @Test func otherShapesAreRefused() {
    for reply in [list(), list(1, "doc1"), list("results", list(), 1), map(["results": list()]), map(["total_results": 1]), text("x")] {
      #expect(throws: RedisError.self) { try read(Commands.FT_SEARCH.self, reply) }
    }
  }
}
