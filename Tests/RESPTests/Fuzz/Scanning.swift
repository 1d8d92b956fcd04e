import RESP

/// How scanning ended.
enum ScanOutcome: Equatable {
  case frame(length: Int, isStreamed: Bool)
  case incomplete
  case refused(RedisError.Code)
}

/// Scans all bytes at once.
func scanAtOnce(_ bytes: [UInt8], limits: RESPLimits = RESPLimits()) -> ScanOutcome {
  scanInPieces(bytes, limits: limits) { bytes.count }
}

/// Scans bytes that arrive in pieces, each time from other memory. `piece` says how many come next.
func scanInPieces(_ bytes: [UInt8], limits: RESPLimits = RESPLimits(), _ piece: () -> Int) -> ScanOutcome {
  var scanner = RESPScanner(limits: limits)
  var count = 0
  do {
    while true {
      count = min(bytes.count, count + max(1, piece()))
      if let length = try withExactly(bytes[..<count], { b throws(RedisError) in try scanner.scan(b) }) {
        return .frame(length: length, isStreamed: scanner.containsStreamed)
      }
      if count == bytes.count { return .incomplete }
      guard scanner.minimumLength > count else { return .refused(.unsupported) }
    }
  } catch {
    return .refused(error.code)
  }
}
