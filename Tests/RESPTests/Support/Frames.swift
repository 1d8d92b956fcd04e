import RESP
import Testing

/// Bytes in memory of their own and of exactly their length, so that a sanitizer sees every read beside them.
func withExactly<R, E: Error>(_ bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) throws(E) -> R)
  throws(E) -> R
{
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
  defer { memory.deallocate() }
  memory.copyBytes(from: bytes)
  return try body(UnsafeRawBufferPointer(memory))
}

/// The length of the first frame, nil if it is not complete.
func scan(_ bytes: some Collection<UInt8>, limits: RESPLimits = RESPLimits()) throws(RedisError) -> Int? {
  var scanner = RESPScanner(limits: limits)
  return try withExactly(bytes) { bytes throws(RedisError) in try scanner.scan(bytes) }
}

func scan(_ text: String, limits: RESPLimits = RESPLimits()) throws(RedisError) -> Int? {
  try scan(Array(text.utf8), limits: limits)
}

/// Runs `body` with a reader over bytes that nothing looked at before.
func reading<R>(
  _ bytes: [UInt8], _ body: (inout RESPReader) throws(RedisError) -> R
) throws(RedisError) -> R {
  try withExactly(bytes) { bytes throws(RedisError) in
    var reader = RESPReader(bytes)
    return try body(&reader)
  }
}

func reading<R>(_ text: String, _ body: (inout RESPReader) throws(RedisError) -> R) throws(RedisError) -> R {
  try reading(Array(text.utf8), body)
}

/// Scans one whole frame and reads it as `type`, which must use it up.
func decode<T: RESPDecodable>(_ text: String, as type: T.Type = T.self) throws -> T {
  let bytes = Array(text.utf8)
  #expect(try scan(bytes) == bytes.count)
  return try reading(bytes) { reader throws(RedisError) in
    let value = try T(from: &reader)
    #expect(reader.isAtEnd == true)
    return value
  }
}

/// The error that `body` throws.
func failure<R>(_ body: () throws -> R) -> RedisError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? RedisError
  }
}

extension RESPValue {
  var written: [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return bytes
  }

  var writtenText: String { String(decoding: written, as: UTF8.self) }
}
