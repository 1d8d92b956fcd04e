import RedisSearch
import Testing
import TypedRedis

@Suite struct QueryProfileTests {
  private let oldSteps = list(list("Type", "Index", "Time", "0.25", "Counter", 2), list("Type", "Sorter", "Time", "0.5", "Counter", 2))
  private let newSteps = list(
    map(["Type": "Index", "Time": 0.25, "Counter": 2]), map(["Type": "Sorter", "Time": 0.5, "Counter": 2]))

  @Test func search() throws {
    let old = list(
      list(1, "doc1", list("n", "1")),
      list("Shards", list(list("Warning", RESPValue.null, "Result processors profile", oldSteps)), "Coordinator", list()))
    let new = map([
      "Results": map(["total_results": 1, "results": list(map(["id": "doc1", "extra_attributes": map(["n": "1"])]))]),
      "Profile": map([
        "Shards": list(map(["Warning": RESPValue.null, "Result processors profile": newSteps])), "Coordinator": map([:]),
      ]),
    ])
    let profile = try read(Commands.FT_PROFILE.self, old)
    #expect(try read(Commands.FT_PROFILE.self, new) == profile)
    #expect(profile.results.matches.map(\.key) == ["doc1"])
    let step = profile.profile["Shards"]?[0]?["Result processors profile"]?[1]
    #expect(step?["Type"]?.text == "Sorter")
    #expect(step?["Time"]?.double == 0.5)
    #expect(step?["Counter"]?.int == 2)
    #expect(profile.profile["Shards"]?[0]?["Warning"] == .null)
    #expect(profile.profile["Shards"]?[7] == nil)
  }

  @Test func aggregation() throws {
    let old = list(list(1, list("n", "1")), list("Shards", list()))
    let new = map([
      "Results": map(["total_results": 1, "results": list(map(["extra_attributes": map(["n": "1"])]))]),
      "Profile": map(["Shards": list()]),
    ])
    let profile = try read(Commands.FT_PROFILE.Aggregate.self, old)
    #expect(try read(Commands.FT_PROFILE.Aggregate.self, new) == profile)
    #expect(profile.results.rows.first?["n"] == "1")
  }
}
