import Graph
import TypedRedis

/// Runs graph queries on a server that has the module: `GraphExample URL`.
@main struct GraphExample {
  static func main() async throws {
    let redis = try await Redis.connect(CommandLine.arguments.last ?? "redis://localhost:6379")
    defer { redis.close() }

    let made = try await redis.graphQuery(
      graph: "people", query: "CREATE (:Person {name: 'Ada', born: 1815})-[:KNOWS]->(:Person {name: 'Mary', born: 1780})")
    print(made.statistics.first { $0.hasPrefix("Nodes created") } ?? "nothing created")

    let found = try await redis.graphReadOnlyQuery(
      graph: "people", query: "MATCH (a:Person)-[:KNOWS]->(b:Person) RETURN a.name, b.name, b.born", timeout: 1000)
    print(found.columns)
    for row in found.rows { print(row[0].string ?? "?", row[1].string ?? "?", row[2].int ?? 0) }

    let (graphs, plan) = try await redis.pipeline()
      .graphList()
      .graphExplain(graph: "people", query: "MATCH (a:Person) RETURN a")
      .execute()
    print(graphs, plan.first ?? "no plan")

    do {
      _ = try await redis.graphQuery(graph: "people", query: "MATCH RETURN")
    } catch {
      print("refused:", error.code, error.command ?? "")
    }
    _ = try await redis.graphDelete(graph: "people")
    // A command that the server says too little about still has a method.
    print(try await redis.graphConfig(arguments: ["GET", "RESULTSET_SIZE"]))

    CommandCatalog.register(.falkordb)
    print(try await redis.verify(against: .falkordb))
  }
}
