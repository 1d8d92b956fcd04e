import RedisTransport

/// One execution of a chain between MULTI and EXEC.
final class TransactionRun: ChainRun, @unchecked Sendable {
  enum End {
    case carriedOut
    /// A watched key was changed.
    case conflicted
    case failed(RedisError)
  }

  /// How it ended, as soon as that is known.
  private(set) var end: End?
  /// Replies that have come.
  private var replies = 0
  /// Why the server did not queue a command, or begin a transaction.
  private var refusal: RedisError?
  /// Whether a command was carried out at once instead of being queued: the transaction had not begun.
  private var wasExecuted = false

  override var commands: Int { preparation.count + readings.count + 2 }

  override func descriptor(at position: Int) -> CommandDescriptor? {
    switch position - preparation.count {
    case 0: Commands.MULTI.descriptor
    case readings.count + 1: Commands.EXEC.descriptor
    case let place: super.descriptor(at: place < 0 ? position : position - 1)
    }
  }

  override func encode(into encoder: inout CommandEncoder) {
    replies = 0
    refusal = nil
    wasExecuted = false
    preparation.restart()
    preparation.encode(into: &encoder)
    encoder.command { Commands.MULTI().encode(into: &$0) }
    for reading in readings {
      encoder.command { encoder in reading.link.encode(into: &encoder) }
    }
    encoder.command { Commands.EXEC().encode(into: &$0) }
  }

  override func take(_ reader: inout RESPReader) -> Bool {
    if preparation.take(&reader) { return false }
    let position = replies
    replies += 1
    guard position > readings.count else {
      noteQueued(position, &reader)
      return false
    }
    end = takeExec(&reader)
    return true
  }

  override func fail(_ error: RedisError) { end = .failed(error) }

  /// The reply to MULTI, and those to the commands, which say that they were queued.
  private func noteQueued(_ position: Int, _ reader: inout RESPReader) {
    do throws(RedisError) {
      // Throws what the reply says, if it is an error.
      let reply = try reader.readValue()
      if position > 0, reply != .simpleString("QUEUED") { wasExecuted = true }
    } catch {
      guard refusal == nil else { return }
      let reading = position == 0 ? nil : readings.dropFirst(position - 1).first
      refusal = error.of(reading?.link.descriptor ?? Commands.MULTI.descriptor)
    }
  }

  private func takeExec(_ reader: inout RESPReader) -> End {
    do throws(RedisError) {
      if try reader.peekKind() == .null { return .conflicted }
      return try takeReplies(&reader)
    } catch {
      let error = error.of(Commands.EXEC.descriptor)
      // Only an error reply says that nothing was carried out.
      guard error.server != nil else { return .failed(error.markingMayHaveBeenApplied()) }
      let rejection = (refusal ?? error).rejecting
      return .failed(wasExecuted ? rejection.markingMayHaveBeenApplied() : rejection)
    }
  }

  private func takeReplies(_ reader: inout RESPReader) throws(RedisError) -> End {
    let count = try reader.readArrayHeader()
    // What was not refused as a part of this transaction was carried out as one of another.
    if let refusal { return .failed(refusal.markingMayHaveBeenApplied()) }
    guard count == readings.count else { throw .unexpected("\(readings.count) replies", got: "\(count)") }
    for reading in readings {
      var part = try reader.readPart()
      outcomes.append(reading.read(&part))
    }
    return .carriedOut
  }
}

extension RedisError {
  /// The error of a transaction, because of that of one of its commands.
  fileprivate var rejecting: RedisError {
    guard let server else { return self }
    let error = RedisError(.transactionRejected, "the server refused it when it was queued: \(server)").with(server: server)
    return command.map { error.with(command: $0) } ?? error
  }
}
