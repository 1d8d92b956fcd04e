import Foundation
import TypedRedis

/// The program from its arguments to its exit status.
enum Tool {
  @concurrent
  static func run(_ arguments: [String]) async -> Int32 {
    do {
      let options = try OptionParser.parse(arguments, workloads: Workload.all.map(\.name))
      switch options.action {
      case .help: print(Usage.text)
      case .version: print(Usage.version)
      case .measure: try await measure(options)
      }
      return 0
    } catch let error as UsageError {
      Console.progress("redis-bench: \(error)\nTry redis-bench --help.")
      return 2
    } catch {
      Console.progress("redis-bench: \(error)")
      return 1
    }
  }

  private static func measure(_ options: Options) async throws {
    #if DEBUG
      Console.progress("note: built without optimisation, these are not the numbers to look at")
    #endif
    if let path = options.svg { try Chart.checkWritable(path) }
    let benchmark = try Program.benchmark()
    let target =
      if let url = options.url {
        try await Target(parse(url: url), benchmark: benchmark)
      } else {
        try await Target(starting: OwnServer(Program.server()), benchmark: benchmark)
      }
    defer { target.end() }
    Console.progress(try await ServerVersion.describe(target.redis))

    let runner = Runner(
      target: target,
      secureTarget: {
        guard options.url == nil else { throw BenchError("the server named by --url is not addressed with rediss://") }
        return try await Target.secure(benchmark: benchmark)
      },
      clusterTarget: {
        guard options.url == nil else { throw BenchError("it needs a cluster of its own, and --url names a server") }
        return try await ClusterTarget(starting: OwnCluster(Program.server()), benchmark: benchmark)
      }, options: options)
    let results = try await runner.run()
    print(options.json ? ResultJSON.text(results) : ResultTable.text(results))
    if let path = options.svg { try Chart.write(results, to: path) }
  }

  private static func parse(url: String) throws(BenchError) -> RedisOptions {
    do { return try RedisOptions(url: url) } catch { throw BenchError("--url: \(error)") }
  }
}
