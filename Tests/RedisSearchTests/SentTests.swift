import CommandTestSupport
import RedisSearch
import Testing
import TypedRedis

/// Calls as they are written, and what they send: words that are counted, steps in the order in which they are given.
@Suite struct SentTests {
  init() { CommandCatalog.register(.search) }

  private func expect(_ command: some RedisCommand, _ words: String) {
    expectWire(command, words.split(separator: " ").map { String($0) })
  }

  @Test func anIndex() {
    let schema: [Commands.FT_CREATE.Schema] = [
      .init(name: "title", kind: .text(weight: 2, sortable: true)),
      .init(name: "$.tags[*]", alias: "tag", kind: .tag(separator: ";", caseSensitive: true)),
      .init(name: "v", kind: .vector(index: .hnsw(type: .float32, dimensions: 4, metric: .cosine, maxEdges: 16))),
    ]
    let none: [String] = []
    expect(
      Commands.FT_CREATE(index: "idx", on: .hashes, prefixes: ["doc:"], stopWords: .init(words: none), schema: schema),
      "FT.CREATE idx ON HASH PREFIX 1 doc: STOPWORDS 0 SCHEMA title TEXT WEIGHT 2 SORTABLE $.tags[*] AS tag TAG SEPARATOR ; "
        + "CASESENSITIVE v VECTOR HNSW 8 TYPE FLOAT32 DIM 4 DISTANCE_METRIC COSINE M 16")
  }

  @Test func aSearch() {
    expect(
      Commands.FT_SEARCH(
        index: "idx", query: "*=>[KNN_10_@v_$blob]", inKeys: ["a", "b"],
        return: [.init(field: "title"), .init(field: "$.n", alias: "n")], sortBy: .init(field: "n", order: .descending),
        limit: (offset: 0, count: 10), params: [(name: "blob", value: "1234")], dialect: 2),
      "FT.SEARCH idx *=>[KNN_10_@v_$blob] INKEYS 2 a b RETURN 4 title $.n AS n SORTBY n DESC LIMIT 0 10 PARAMS 2 blob 1234 DIALECT 2")
  }

  @Test func anAggregation() {
    expect(
      Commands.FT_AGGREGATE(
        index: "idx", query: "*",
        steps: [
          .apply(expression: "year(@t)", alias: "year"),
          .groupBy(properties: ["@year"], reduce: [.count("n"), .quantile(property: "@n", quantile: 0.5, alias: "median")]),
          .sortBy(sortKeys: [.init(property: "@n", order: .descending), .init(property: "@year")], max: 5),
          .filter("@n>2"),
        ]),
      "FT.AGGREGATE idx * APPLY year(@t) AS year GROUPBY 1 @year REDUCE COUNT 0 AS n REDUCE QUANTILE 2 @n 0.5 AS median "
        + "SORTBY 3 @n DESC @year MAX 5 FILTER @n>2")
  }

  @Test func aHybridSearch() {
    expect(
      Commands.FT_HYBRID(
        index: "idx", search: "shoes", vectorField: "@v", vector: "$blob", neighbors: .nearest(k: 10, efRuntime: 200),
        vectorScoreAs: "near", combine: .linear(weights: (alpha: 0.25, beta: 0.75)), steps: [.load([.init(field: "@title")])],
        params: [(name: "blob", value: "1234")]),
      "FT.HYBRID idx SEARCH shoes VSIM @v $blob KNN 4 K 10 EF_RUNTIME 200 YIELD_SCORE_AS near COMBINE LINEAR 4 ALPHA 0.25 "
        + "BETA 0.75 LOAD 1 @title PARAMS 2 blob 1234")
    // The filter of the vector comes before the name of its score.
    expect(
      Commands.FT_HYBRID(
        index: "idx", search: "shoes", vectorField: "@v", vector: "$blob", neighbors: .range(radius: 0.5),
        vectorFilter: "@n:[1_5]", vectorScoreAs: "near", params: [(name: "blob", value: "1234")]),
      "FT.HYBRID idx SEARCH shoes VSIM @v $blob RANGE 2 RADIUS 0.5 FILTER @n:[1_5] YIELD_SCORE_AS near PARAMS 2 blob 1234")
    expect(
      Commands.FT_PROFILE.Hybrid(
        index: "idx", search: "shoes", vectorField: "@v", vector: "$blob", vectorFilter: "@n:[1_5]", vectorScoreAs: "near",
        params: [(name: "blob", value: "1234")]),
      "FT.PROFILE idx HYBRID QUERY SEARCH shoes VSIM @v $blob FILTER @n:[1_5] YIELD_SCORE_AS near PARAMS 2 blob 1234")
  }

  /// They are called reads, and yet a second time does something else than the first.
  @Test func whatMayNotBeSentTwice() {
    let traits = [
      Commands.FT_CURSOR_READ.traits, Commands.FT_CURSOR_DEL.traits, Commands.FT_CONFIG_SET.traits,
      Commands.FT_CURSOR_READ.descriptor.traits, Commands.FT_CURSOR_DEL.descriptor.traits,
      Commands.FT_CONFIG_SET.descriptor.traits,
    ]
    #expect(traits.allSatisfy { !$0.isRetrySafe })
    #expect(!Commands.FT_CURSOR_READ.descriptor.mayBeRetried)
    #expect(Commands.FT_SEARCH.traits.isRetrySafe && Commands.FT_SEARCH.descriptor.traits.isRetrySafe)
  }
}
