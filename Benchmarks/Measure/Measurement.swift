/// What came out of running a workload for a while.
struct Measurement: Sendable {
  var operations: Int
  var seconds: Double
  var cpuSeconds: Double
  var p50Microseconds: Double
  var p99Microseconds: Double

  var opsPerSecond: Double { seconds > 0 ? Double(operations) / seconds : 0 }
  var cpuMicrosecondsPerOperation: Double {
    operations > 0 ? cpuSeconds * 1e6 / Double(operations) : 0
  }
}
