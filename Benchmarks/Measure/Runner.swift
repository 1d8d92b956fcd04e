import TypedRedis

/// Runs workload after workload, typed-redis and redis-benchmark in turn.
struct Runner {
  let target: Target
  /// Starts the server for workloads over TLS, where the target is in the clear.
  let secureTarget: () async throws -> Target
  let options: Options

  func run() async throws -> [WorkloadResult] {
    var results: [WorkloadResult] = []
    var secured: Target?
    defer { secured?.end() }
    for workload in Workload.all where options.only.isEmpty || options.only.contains(workload.name) {
      guard workload.isSecure, target.reference.connection.tls == nil else {
        results.append(try await prepareAndRun(workload, on: target))
        continue
      }
      do {
        if secured == nil { secured = try await secureTarget() }
      } catch {
        // Whoever asked for it by name is not told that all went well.
        guard options.only.isEmpty else { throw BenchError("\(workload.name): \(error)") }
        Console.progress("\(workload.name): left out: \(error)")
        continue
      }
      if let secured { results.append(try await prepareAndRun(workload, on: secured)) }
    }
    return results
  }

  private func prepareAndRun(_ workload: Workload, on target: Target) async throws -> WorkloadResult {
    let result: WorkloadResult
    do {
      try await workload.prepare(target.redis)
      result = try await run(workload, on: target)
    } catch {
      _ = try? await target.redis.del(keys: [workload.key] + workload.furtherKeys)
      throw BenchError("\(workload.name): \(error)")
    }
    _ = try await target.redis.del(keys: [workload.key] + workload.furtherKeys)
    return result
  }

  private func run(_ workload: Workload, on target: Target) async throws -> WorkloadResult {
    let redis = try workload.client(target.redis)
    let requests = try target.reference.requests(for: workload.reference, seconds: options.seconds)
    // The first commands of a process are slow: memory is new to it, and so is the code.
    _ = try await measure(workload, on: redis, seconds: min(0.3, options.seconds))
    var rounds: [Round] = []
    var command = ""
    for number in 1...options.rounds {
      let ours = try await measure(workload, on: redis, seconds: options.seconds)
      let theirs = try target.reference.run(workload.reference, requests: requests)
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

  private func measure(_ workload: Workload, on redis: Redis, seconds: Double) async throws -> Measurement {
    try await Measure.run(
      workload, on: redis, seconds: seconds, executor: workload.executor ?? options.executor)
  }
}
