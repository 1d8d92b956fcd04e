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
    let server = options.url == nil ? try OwnServer(Program.server()) : nil
    defer { server?.stop() }
    let url = options.url ?? server?.url ?? ""
    let connection = try parse(url: url)
    let redis =
      if let server { try await server.connect() } else { try await connect(connection) }
    defer { redis.close() }
    Console.progress(try await ServerVersion.describe(redis))

    let runner = Runner(
      redis: redis, reference: ReferenceBenchmark(program: benchmark, connection: connection),
      options: options)
    let results = try await runner.run()
    print(options.json ? ResultJSON.text(results) : ResultTable.text(results))
    if let path = options.svg { try Chart.write(results, to: path) }
  }

  private static func parse(url: String) throws(BenchError) -> RedisOptions {
    do { return try RedisOptions(url: url) } catch { throw BenchError("--url: \(error)") }
  }

  private static func connect(_ options: RedisOptions) async throws(BenchError) -> Redis {
    do { return try await Redis.connect(options) } catch { throw BenchError("--url: \(error)") }
  }
}
