/// One task's way through a measurement:
///
///     var lap = meter.lap()
///     while lap.next() { try await operation() }
struct Lap {
  private let meter: Meter
  /// How many operations one round is.
  private let weight: Int
  private var operations = 0
  private var untilSample = 1
  private var sampleStart: UInt64 = 0

  init(_ meter: Meter, weight: Int) {
    self.meter = meter
    self.weight = weight
  }

  /// Ends the operation before, if there was one, and says whether to do another.
  mutating func next() -> Bool {
    if sampleStart != 0 {
      meter.record(Clock.now &- sampleStart)
      sampleStart = 0
    }
    guard !meter.isStopped else {
      meter.add(operations: operations)
      operations = 0
      return false
    }
    operations += weight
    untilSample -= 1
    if untilSample == 0 {
      untilSample = meter.stride
      sampleStart = Clock.now
    }
    return true
  }
}
