import TypedRedis

enum Measure {
  /// Runs a workload's tasks for that long.
  static func run(
    _ workload: Workload, on redis: Redis, seconds: Double, executor: Options.Executor
  ) async throws -> Measurement {
    switch executor {
    case .global: try await run(workload, on: redis, seconds: seconds)
    case .loop:
      try await withTaskExecutorPreference(redis.executor) {
        try await run(workload, on: redis, seconds: seconds)
      }
    }
  }

  @concurrent
  private static func run(
    _ workload: Workload, on redis: Redis, seconds: Double
  ) async throws -> Measurement {
    let meter = Meter(stride: workload.tasks == 1 ? 1 : 16)
    let cpu = Clock.cpu
    let start = Clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<workload.tasks {
        group.addTask { try await workload.body(redis, meter) }
      }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        meter.stop()
      }
      do {
        try await group.waitForAll()
      } catch {
        // Whoever still runs would go on for good.
        meter.stop()
        throw error
      }
    }
    let elapsed = Clock.now - start
    let used = Clock.cpu - cpu
    let latencies = meter.histogram
    return Measurement(
      operations: meter.total, seconds: Double(elapsed) / 1e9, cpuSeconds: Double(used) / 1e9,
      p50Microseconds: latencies.percentile(0.5) / 1000,
      p99Microseconds: latencies.percentile(0.99) / 1000)
  }
}
