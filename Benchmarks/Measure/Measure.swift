import TypedRedis

enum Measure {
  /// Runs a workload's tasks for that long.
  static func run(
    tasks: Int, seconds: Double, executor: Options.Executor, loop: EventLoop,
    _ body: @escaping @Sendable (Meter) async throws -> Void
  ) async throws -> Measurement {
    switch executor {
    case .global: try await run(tasks, seconds: seconds, body)
    case .loop:
      try await withTaskExecutorPreference(loop) {
        try await run(tasks, seconds: seconds, body)
      }
    }
  }

  @concurrent
  private static func run(
    _ tasks: Int, seconds: Double, _ body: @escaping @Sendable (Meter) async throws -> Void
  ) async throws -> Measurement {
    let meter = Meter(stride: tasks == 1 ? 1 : 16)
    let cpu = Clock.cpu
    let start = Clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<tasks {
        group.addTask { try await body(meter) }
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
