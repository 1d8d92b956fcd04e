import TypedRedis

/// Runs workload after workload, typed-redis and redis-benchmark in turn.
struct Runner {
  let redis: Redis
  let reference: ReferenceBenchmark
  let options: Options

  func run() async throws -> [WorkloadResult] {
    var results: [WorkloadResult] = []
    for workload in Workload.all where options.only.isEmpty || options.only.contains(workload.name) {
      do {
        try await workload.prepare(redis)
        results.append(try await run(workload))
      } catch {
        _ = try? await redis.del(keys: [workload.key])
        throw BenchError("\(workload.name): \(error)")
      }
      _ = try await redis.del(keys: [workload.key])
    }
    return results
  }

  private func run(_ workload: Workload) async throws -> WorkloadResult {
    let requests = try reference.requests(for: workload.reference, seconds: options.seconds)
    // The first commands of a process are slow: memory is new to it, and so is the code.
    _ = try await measure(workload, seconds: min(0.3, options.seconds))
    var rounds: [Round] = []
    var command = ""
    for number in 1...options.rounds {
      let ours = try await measure(workload, seconds: options.seconds)
      let theirs = try reference.run(workload.reference, requests: requests)
      command = theirs.command
      let round = Round(ours: ours, reference: theirs.opsPerSecond)
      rounds.append(round)
      Console.progress(
        "\(workload.name) \(number)/\(options.rounds): typed-redis "
          + "\(Format.grouped(ours.opsPerSecond))/s, reference "
          + "\(Format.grouped(theirs.opsPerSecond))/s, ratio \(Format.fixed(round.ratio, 2))")
    }
    guard let median = Round.median(rounds) else { throw BenchError("no round was run") }
    return WorkloadResult(name: workload.name, round: median, command: command)
  }

  private func measure(_ workload: Workload, seconds: Double) async throws -> Measurement {
    try await Measure.run(workload, on: redis, seconds: seconds, executor: options.executor)
  }
}
