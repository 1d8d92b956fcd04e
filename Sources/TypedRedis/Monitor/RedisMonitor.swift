/// The commands that the server executes, for everyone, from when ``Redis/withMonitor(bufferingNewest:bytes:timeout:_:)`` began.
///
/// Can be gone over once, by one task or by several that share the entries. The sequence does not end by itself: it throws why
/// the connection broke.
public struct RedisMonitor: AsyncSequence, Sendable {
  public typealias Element = MonitorEntry
  public typealias Failure = RedisError

  let mailbox: Mailbox<RedisBytes>

  /// How many entries were dropped so far, because they came faster than they were taken.
  public var droppedCount: Int { mailbox.dropped }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(mailbox: mailbox) }

  /// Waits for entries.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let mailbox: Mailbox<RedisBytes>

    /// The next entry. Nil once the body that was given the monitor has returned.
    ///
    /// - Throws: ``RedisError``: why the connection was closed; `cancelled`; `unexpectedReply` for a line that is no entry.
    public mutating func next() async throws(RedisError) -> MonitorEntry? {
      guard let line = try await mailbox.take() else { return nil }
      guard let entry = MonitorEntry(line: line) else {
        throw RedisError(.unexpectedReply, "expected an entry of the monitor, got another line")
          .with(command: Commands.MONITOR.descriptor.name.description)
      }
      return entry
    }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(RedisError) -> MonitorEntry? { try await next() }
  }
}
