import RESP

/// Reads whatever comes to mind until the bytes end or an error says stop.
func readAtRandom(_ bytes: [UInt8], using random: inout SplitMix) {
  do {
    try reading(bytes) { reader throws(RedisError) in
      for _ in 0..<50 where !reader.isAtEnd { try readSomething(&reader, &random) }
    }
  } catch {
    _ = error.description
  }
}

private func readSomething(_ reader: inout RESPReader, _ random: inout SplitMix) throws(RedisError) {
  switch random.below(35) {
  case 0: _ = try reader.readInt()
  case 1: _ = try reader.readDouble()
  case 2: _ = try reader.readBool()
  case 3: try reader.readOK()
  case 4: _ = try reader.readDone()
  case 5: _ = reader.readNull()
  case 6: _ = try reader.readBytes()
  case 7: _ = try reader.readString()
  case 8: _ = try reader.withBytes { $0.reduce(0) { $0 &+ Int($1) } }
  case 9, 10: _ = try reader.readArrayHeader()
  case 11: _ = try reader.readMapHeader()
  case 12: _ = try reader.peekKind()
  case 13: try reader.skip()
  case 14: _ = try reader.readValue()
  case 15: _ = try reader.readPairs(of: Scored.self)
  case 16: _ = try reader.readPairs(of: Slot.self)
  case 17: _ = try [String].readArray(from: &reader)
  case 18: _ = try [Int?](from: &reader)
  case 19: _ = try [RedisBytes: RedisBytes](from: &reader)
  case 20: _ = try Set<String>(from: &reader)
  case 21: _ = try [Double](from: &reader)
  case 22: _ = try [RESPValue](from: &reader)
  case 23: _ = try UInt8(from: &reader)
  case 24: _ = try [UInt8]?(from: &reader)
  case 25: _ = try reader.readDuration(unit: .seconds)
  case 26: _ = try reader.readDuration(unit: .microseconds)
  case 27: _ = try reader.readTime(unit: .seconds)
  case 28: _ = try reader.readTime(unit: .microseconds)
  case 29: _ = try reader.readUnless(-1) { reader throws(RedisError) in try reader.readDuration(unit: .milliseconds) }
  case 30: _ = try reader.readLines(of: Word.self)
  case 31: _ = try reader.readListOrOne { reader throws(RedisError) in try Int?(from: &reader) }
  case 32: _ = try reader.readListOrLists { reader throws(RedisError) in try [RedisBytes]?(from: &reader) }
  case 33: _ = try reader.readOnly { reader throws(RedisError) in try reader.readInt() }
  default: _ = try Slot(from: &reader)
  }
}
