import TypedRedis

/// What a command makes of the bytes of a reply, all of which it has to take.
func read<C: RedisCommand>(_ command: C.Type, _ reply: String) throws -> C.Response {
  try Array(reply.utf8).withUnsafeBufferPointer { bytes in
    var reader = RESPReader(UnsafeRawBufferPointer(bytes))
    let value = try C.decode(&reader)
    guard reader.isAtEnd else { throw RedisError(.unexpectedReply, "not all of the reply was read") }
    return value
  }
}

extension String {
  /// The string as a reply.
  var bulk: String { "$\(utf8.count)\r\n\(self)\r\n" }
}
