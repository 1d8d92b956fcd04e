import Foundation
import RESP
import Testing

/// Random frames, whole and damaged. The seed is fixed; REDIS_FUZZ_ITERATIONS makes it go on for longer, and
/// REDIS_FUZZ_SEED starts elsewhere.
@Suite struct FuzzTests {
  private static func setting(_ name: String, or fallback: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? fallback
  }

  @Test func survives() {
    let seed = Self.setting("REDIS_FUZZ_SEED", or: 1)
    for iteration in 0..<Self.setting("REDIS_FUZZ_ITERATIONS", or: 2000) {
      var random = SplitMix(seed: UInt64(bitPattern: Int64(seed)) &* 0x1_0000_0001 &+ UInt64(iteration))
      if let problem = Fuzz.run(&random) {
        Issue.record("seed \(seed), iteration \(iteration): \(problem)")
        return
      }
    }
  }

  /// What the fuzzer found once.
  @Test(arguments: FoundCases.all)
  func survivesWhatWasFound(text: String) {
    var random = SplitMix(seed: 1)
    for _ in 0..<200 { #expect(Fuzz.checkAny(Array(text.utf8), &random) == nil) }
  }

  @Test(arguments: FoundCases.sequences)
  func survivesSequencesThatWereFound(frames: [String]) throws {
    var scanner = RESPScanner()
    for bytes in frames.map({ Array($0.utf8) }) {
      #expect(try withExactly(bytes.dropLast()) { b throws(RedisError) in try scanner.scan(b) } == nil)
      #expect(try withExactly(bytes) { b throws(RedisError) in try scanner.scan(b) } == bytes.count)
    }
  }
}

/// One round; a returned text tells what went wrong, a trap speaks for itself.
enum Fuzz {
  static func run(_ random: inout SplitMix) -> String? {
    let frame = RandomFrame(using: &random)
    if let problem = checkValid(frame, &random) { return problem + ": " + show(frame.bytes) }
    if let problem = checkSequence(&random) { return problem }
    for _ in 0..<4 {
      var bytes = frame.bytes
      if random.oneIn(6) { bytes += RandomFrame(using: &random).bytes }
      mutate(&bytes, using: &random)
      if let problem = checkAny(bytes, &random) { return problem + ": " + show(bytes) }
    }
    return nil
  }

  /// A frame that a server could have sent is found and read as what it stands for.
  private static func checkValid(_ frame: RandomFrame, _ random: inout SplitMix) -> String? {
    let bytes = frame.bytes
    guard case .frame(bytes.count, _) = scanAtOnce(bytes) else { return "not accepted" }
    do {
      guard try RESPValue.parse(bytes) == frame.value else { return "read as another value" }
      let written = frame.value.written
      guard scanAtOnce(written) == .frame(length: written.count, isStreamed: false) else { return "written badly" }
      guard try RESPValue.parse(written) == frame.value else { return "written as another value" }
      if frame.value.error == nil, try frame.value.decode(as: RESPValue.self) != frame.value {
        return "decoded as another value"
      }
    } catch {
      return "not read: \(error)"
    }
    return checkAny(bytes, &random)
  }

  /// One scanner for a few frames that arrive in pieces, as on a connection.
  private static func checkSequence(_ random: inout SplitMix) -> String? {
    let frames = (0...random.below(4)).map { _ in RandomFrame(using: &random).bytes }
    let all = Array(frames.joined())
    let largest = 1 + random.below(60)
    var scanner = RESPScanner()
    var start = 0
    var end = 0
    for frame in frames {
      do {
        var length: Int?
        repeat {
          length = try withExactly(all[start..<end]) { b throws(RedisError) in try scanner.scan(b) }
          if length == nil {
            guard end < all.count else { return "a frame was not found in " + show(all) }
            end = min(all.count, end + 1 + random.below(largest))
          }
        } while length == nil
        guard length == frame.count else { return "a frame was cut in " + show(all) }
        start += frame.count
      } catch {
        return "\(error) in " + show(all)
      }
    }
    return nil
  }

  /// Whatever the bytes are: pieces do not matter, what the scanner accepts can be read, and nothing traps.
  static func checkAny(_ bytes: [UInt8], _ random: inout SplitMix) -> String? {
    let whole = scanAtOnce(bytes)
    let largest = 1 + random.below(40)
    let pieces = scanInPieces(bytes) { 1 + random.below(largest) }
    guard whole == pieces else { return "\(whole) at once, \(pieces) in pieces" }
    let tight = RESPLimits(
      maximumDepth: random.below(6), maximumBulkLength: random.below(40), maximumAggregateLength: random.below(10),
      maximumLineLength: random.below(40), maximumFrameLength: random.below(200))
    let tightWhole = scanAtOnce(bytes, limits: tight)
    let tightPieces = scanInPieces(bytes, limits: tight) { 1 + random.below(largest) }
    guard agree(tightWhole, tightPieces) else { return "\(tight): \(tightWhole) at once, \(tightPieces) in pieces" }
    if case .frame(let length, let isStreamed) = whole {
      let frame = Array(bytes[..<length])
      if let problem = checkAccepted(frame, isStreamed: isStreamed, &random) { return problem }
    }
    readAtRandom(bytes, using: &random)
    return nil
  }

  /// Which limit is seen first may depend on the pieces; that one is exceeded may not.
  private static func agree(_ one: ScanOutcome, _ other: ScanOutcome) -> Bool {
    if case .refused = one, case .refused = other { return true }
    return one == other
  }

  private static func checkAccepted(_ frame: [UInt8], isStreamed: Bool, _ random: inout SplitMix) -> String? {
    do {
      let value = try reading(frame) { reader throws(RedisError) in
        let value = try reader.readValue(keepingErrors: true)
        return reader.isAtEnd ? value : nil
      }
      guard let value else { return "accepted, and not read to its end" }
      let skipped = try reading(frame) { reader throws(RedisError) in
        try reader.skip()
        return reader.isAtEnd
      }
      guard skipped else { return "accepted, and not skipped to its end" }
      let written = value.written
      guard try RESPValue.parse(written).written == written else { return "accepted, and not kept by writing" }
      if !isStreamed { readAtRandom(frame, using: &random) }
      readAtRandom(written, using: &random)
      return nil
    } catch {
      return "accepted, and not read: \(error)"
    }
  }

  private static func show(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).debugDescription }
}
