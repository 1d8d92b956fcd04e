import Foundation

/// One direction of a connection: what was read and not written yet, and where its plan is.
struct FaultPump {
  enum Outcome: Equatable {
    /// Until the source has bytes or the sink has room.
    case waiting
    /// Until this time.
    case sleeping(UInt64)
    /// Others come first, so that what was written goes out by itself.
    case yielding
    case ended(FaultEnding)
    /// The source closed, and all of what it said was passed on.
    case finished
    case broken
  }

  let direction: FaultDirection
  let source: Int32
  let sink: Int32
  /// Whether the system has said so, and nothing has disproved it.
  var isReadable = false
  var isWritable = false
  private(set) var isFinished = false

  private var cursor: FaultCursor
  private var corruptor: FrameCorruptor?
  private var buffer: [UInt8] = []
  /// The bytes of `buffer` that are to be written.
  private var pending = 0..<0
  private var sourceEnded = false
  private var sleepsUntil: UInt64 = 0

  init(
    _ direction: FaultDirection, from source: Int32, to sink: Int32, _ cursor: FaultCursor,
    corruption: FrameCorruption? = nil
  ) {
    self.direction = direction
    self.source = source
    self.sink = sink
    self.cursor = cursor
    corruptor = corruption.map { FrameCorruptor($0) }
  }

  /// Whether it waits to read, rather than to write or for its time.
  func wantsToRead(_ now: UInt64, allowance: Int?) -> Bool {
    !isFinished && !sourceEnded && pending.isEmpty && sleepsUntil <= now && allowance != 0 && !isReadable
  }

  func wantsToWrite(_ now: UInt64, allowance: Int?) -> Bool {
    !isFinished && !pending.isEmpty && sleepsUntil <= now && allowance != 0 && !isWritable
  }

  /// Moves bytes until something keeps it from doing so.
  ///
  /// - Parameter allowance: how many bytes may still pass; nil for any number.
  mutating func run(
    _ now: UInt64, allowance: inout Int?, counting statistics: inout FaultStatistics
  ) -> Outcome {
    while !isFinished {
      if sleepsUntil > now { return .sleeping(sleepsUntil) }
      if allowance == 0 { return .waiting }
      switch cursor.next(available: min(pending.count, allowance ?? .max)) {
      case .fault(let fault):
        statistics.count(fault)
        switch fault {
        case .split: return .yielding
        case .delay(let microseconds), .stall(let microseconds):
          sleepsUntil = now &+ UInt64(microseconds) &* 1000
        case .end(let ending): return .ended(ending)
        }
      case .pass(let count):
        guard isWritable else { return .waiting }
        let bytes = pending.lowerBound..<(pending.lowerBound + count)
        switch buffer.withUnsafeBufferPointer({ FaultSocket.write(sink, UnsafeBufferPointer(rebasing: $0[bytes])) }) {
        case .bytes(let written):
          pending = (pending.lowerBound + written)..<pending.upperBound
          cursor.passed(written)
          allowance = allowance.map { $0 - written }
          statistics.count(written, direction)
        case .wouldBlock: isWritable = false
        case .ended, .failed: return .broken
        }
      case .wait:
        if sourceEnded {
          isFinished = true
          return .finished
        }
        guard isReadable else { return .waiting }
        if !fill(&statistics) { return .broken }
      }
    }
    return .waiting
  }

  private mutating func fill(_ statistics: inout FaultStatistics) -> Bool {
    if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 64 * 1024) }
    switch buffer.withUnsafeMutableBufferPointer({ FaultSocket.read(source, into: $0) }) {
    case .bytes(let count):
      pending = 0..<count
      if corruptor?.isDone == false {
        buffer.withUnsafeMutableBufferPointer { corruptor?.apply(to: UnsafeMutableBufferPointer(rebasing: $0[..<count])) }
        if corruptor?.isDone == true { statistics.corruptions += 1 }
      }
    case .wouldBlock: isReadable = false
    case .ended: sourceEnded = true
    case .failed: return false
    }
    return true
  }

  /// Forgets what it holds, and lets nothing pass any more.
  mutating func finish() {
    isFinished = true
    pending = 0..<0
  }
}
