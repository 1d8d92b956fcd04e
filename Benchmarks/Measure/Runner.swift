import TypedRedis

/// Runs workload after workload, typed-redis and redis-benchmark in turn.
struct Runner {
  let target: Target
  /// Starts the server for workloads over TLS, where the target is in the clear.
  let secureTarget: () async throws -> Target
  /// Starts the servers for workloads on a cluster.
  let clusterTarget: () async throws -> ClusterTarget
  let options: Options

  func run() async throws -> [WorkloadResult] {
    var results: [WorkloadResult] = []
    var secured: Target?
    defer { secured?.end() }
    for workload in Workload.all where options.only.isEmpty || options.only.contains(workload.name) {
      if let work = workload.cluster {
        do {
          results.append(try await runOnCluster(workload, work))
        } catch {
          guard options.only.isEmpty else { throw BenchError("\(workload.name): \(error)") }
          Console.progress("\(workload.name): left out: \(error)")
        }
        continue
      }
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
      let redis = try workload.client(target.redis)
      result = try await run(workload, reference: target.reference, loop: redis.executor) { meter in
        try await workload.body(redis, meter)
      }
    } catch {
      _ = try? await target.redis.del(keys: [workload.key] + workload.furtherKeys)
      throw BenchError("\(workload.name): \(error)")
    }
    _ = try await target.redis.del(keys: [workload.key] + workload.furtherKeys)
    return result
  }

  private func runOnCluster(_ workload: Workload, _ work: ClusterWork) async throws -> WorkloadResult {
    let target = try await clusterTarget()
    defer { target.end() }
    let redis = target.redis
    try await work.prepare(redis)
    return try await run(workload, reference: target.reference, loop: redis.executor) { meter in
      try await work.body(redis, meter)
    }
  }

  private func run(
    _ workload: Workload, reference: ReferenceBenchmark, loop: EventLoop,
    _ body: @escaping @Sendable (Meter) async throws -> Void
  ) async throws -> WorkloadResult {
    func measure(_ seconds: Double) async throws -> Measurement {
      try await Measure.run(
        tasks: workload.tasks, seconds: seconds, executor: workload.executor ?? options.executor, loop: loop, body)
    }
    let requests = try reference.requests(for: workload.reference, seconds: options.seconds)
    // The first commands of a process are slow: memory is new to it, and so is the code.
    _ = try await measure(min(0.3, options.seconds))
    var rounds: [Round] = []
    var command = ""
    for number in 1...options.rounds {
      let ours = try await measure(options.seconds)
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
}
