extension CommandForm {
  /// Makes of a reply what the typed method returns, and a ``QueuedReply`` of the status with which a transaction answers.
  ///
  /// - Throws: ``RedisError`` with the command's name, also for an error reply.
  public func decode(_ reply: RESPValue) throws(RedisError) -> any Sendable {
    var bytes: [UInt8] = []
    reply.write(into: &bytes)
    return try decode(definite: bytes)
  }

  /// Makes of the bytes of exactly one reply what the typed method returns. A subscription to several channels is
  /// confirmed by as many.
  public func decode(_ reply: [UInt8]) throws(RedisError) -> any Sendable {
    let bytes: [UInt8]
    do throws(RedisError) {
      bytes = try definite(reply)
    } catch {
      throw error.of(descriptor)
    }
    return try decode(definite: bytes)
  }

  /// Makes of the next reply what the typed method returns. Parts of it that are streamed have to be joined before. All
  /// that the reader has is taken for the confirmations of a subscription.
  public func decode(from reader: inout RESPReader) throws(RedisError) -> any Sendable {
    do throws(RedisError) {
      return try read(command, &reader)
    } catch {
      throw error.of(descriptor)
    }
  }

  private func decode(definite bytes: [UInt8]) throws(RedisError) -> any Sendable {
    try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
      let limits = RESPLimits(maximumDepth: RESPLimits.deepest)
      var reader = RESPReader(UnsafeRawBufferPointer(bytes), limits: limits)
      let value = try decode(from: &reader)
      guard reader.isAtEnd else { throw Self.excess.of(descriptor) }
      return value
    }
  }

  private func read<C: RedisCommand>(_ type: C.Type, _ reader: inout RESPReader) throws(RedisError) -> any Sendable {
    // A reply that is given as it came may be any status.
    if C.Response.self == RESPValue.self { return try C.decode(&reader) }
    if reader.takeStatus(QueuedReply.status) { return QueuedReply() }
    if C.traits.delivery == .push { return try readConfirmations(type, &reader) }
    return try C.decode(&reader)
  }

  /// The typed method gets its confirmations as a list. Here they may come one by one, as a server sends them.
  private func readConfirmations<C: RedisCommand>(
    _ type: C.Type, _ reader: inout RESPReader
  ) throws(RedisError) -> any Sendable {
    var confirmations: [RESPValue] = []
    repeat {
      let value = try reader.readValue()
      if let list = value.array, !list.isEmpty, list.allSatisfy({ $0.array != nil }) {
        confirmations += list
      } else {
        confirmations.append(value)
      }
    } while !reader.isAtEnd
    var bytes: [UInt8] = []
    RESPValue.array(confirmations).write(into: &bytes)
    return try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
      var reader = RESPReader(UnsafeRawBufferPointer(bytes))
      return try C.decode(&reader)
    }
  }

  // MARK: Frames

  /// Checks that the bytes are as many replies as there may be, and joins what is streamed in them.
  private func definite(_ reply: [UInt8]) throws(RedisError) -> [UInt8] {
    try reply.withUnsafeBufferPointer { reply throws(RedisError) in
      let reply = UnsafeRawBufferPointer(reply)
      var bytes: [UInt8] = []
      var scanner = RESPScanner(limits: RESPLimits(maximumDepth: RESPLimits.deepest))
      var position = 0
      repeat {
        let rest = UnsafeRawBufferPointer(rebasing: reply[position...])
        guard let length = try scanner.scan(rest) else {
          throw RedisError(.protocolViolation, "the reply is not complete")
        }
        let frame = UnsafeRawBufferPointer(rebasing: rest[..<length])
        if scanner.containsStreamed {
          try RESPValue.parse(frame, limits: scanner.limits).write(into: &bytes)
        } else {
          bytes += frame
        }
        position += length
      } while position < reply.count && command.traits.delivery == .push
      guard position == reply.count else { throw Self.excess }
      return bytes
    }
  }

  private static var excess: RedisError { RedisError(.protocolViolation, "there are bytes after the reply") }
}
