import TypedRedis

/// What a command answers with when the server says this.
func read<C: RedisCommand>(_ command: C.Type, _ reply: RESPValue) throws(RedisError) -> C.Response {
  var bytes: [UInt8] = []
  reply.write(into: &bytes)
  return try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
    var reader = RESPReader(UnsafeRawBufferPointer(bytes))
    return try C.decode(&reader)
  }
}

func text(_ text: String) -> RESPValue { .bulk(RedisBytes(text)) }

/// A list; what is text in it is a string.
func list(_ elements: any Reply...) -> RESPValue { .array(elements.map(\.reply)) }

/// A RESP3 map.
func map(_ pairs: KeyValuePairs<String, any Reply>) -> RESPValue {
  .map(pairs.map { RESPValue.Pair(text($0.key), $0.value.reply) })
}

protocol Reply {
  var reply: RESPValue { get }
}

extension String: Reply { var reply: RESPValue { text(self) } }
extension Int: Reply { var reply: RESPValue { .integer(self) } }
extension Double: Reply { var reply: RESPValue { .double(self) } }
extension RESPValue: Reply { var reply: RESPValue { self } }
