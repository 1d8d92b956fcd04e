import RESP
import Testing

@testable import TypedRedis

/// Decodes `text` the way a command does: as the bulk string of RESP2 and as the verbatim string of RESP3, which must be equal.
func decode<C: RedisCommand>(
  _ command: C.Type, _ text: some Sequence<UInt8>, sourceLocation: SourceLocation = #_sourceLocation
) throws -> C.Response where C.Response: Equatable {
  let bulk = try decode(command, reply: .bulk(RedisBytes(text)))
  let verbatim = try decode(command, reply: .verbatim(format: "txt", RedisBytes(text)))
  #expect(bulk == verbatim, sourceLocation: sourceLocation)
  return bulk
}

func decode<C: RedisCommand>(_ command: C.Type, _ text: String) throws -> C.Response where C.Response: Equatable {
  try decode(command, text.utf8)
}

/// Decodes one reply, which has to be used up, and no more than it.
func decode<C: RedisCommand>(_ command: C.Type, reply: RESPValue) throws -> C.Response {
  var bytes: [UInt8] = []
  reply.write(into: &bytes)
  let count = bytes.count
  bytes += Array("+NEXT\r\n".utf8)
  return try bytes.withUnsafeBytes { bytes in
    var reader = RESPReader(bytes)
    let response = try C.decode(&reader)
    #expect(reader.position == count)
    return response
  }
}

/// The description of the error that `body` throws.
func failure<T>(_ body: () throws -> T) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return "\(error)"
  }
}

extension RESPValue {
  static func text(_ text: String) -> RESPValue { .bulk(RedisBytes(text)) }

  /// A map with these fields.
  static func fields(_ fields: KeyValuePairs<String, RESPValue>) -> RESPValue {
    .map(fields.map { Pair(.text($0.key), $0.value) })
  }
}
