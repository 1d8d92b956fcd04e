/// The entries that are delivered to one consumer of a group.
///
/// Can be gone over by several tasks, which share the entries. No more are fetched than those tasks wait for, and
/// ``StreamConsumerOptions/prefetch`` more.
public struct RedisStreamConsumer: AsyncSequence, Sendable {
  public typealias Element = DeliveredEntry
  public typealias Failure = RedisError

  let work: ConsumerWork

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(mailbox: work.mailbox) }

  /// Waits for entries.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let mailbox: Mailbox<DeliveredEntry>

    /// The next entry. Nil once the body that was given the consumer has returned.
    ///
    /// - Throws: ``RedisError``: `cancelled`, `clientClosed`, and what trying again cannot help: an error of the server of kind
    ///   `NOGROUP`, `WRONGTYPE` or `NOPERM`, for example. Breaks and restarts are waited for.
    public mutating func next() async throws(RedisError) -> DeliveredEntry? {
      while let entry = try await mailbox.take() {
        // Somebody may have taken it over while it waited here.
        if entry.hold.isHeld { return entry }
      }
      return nil
    }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(RedisError) -> DeliveredEntry? { try await next() }
  }

  /// Has an entry handled, and does with it what follows from that.
  func handle(_ entry: DeliveredEntry, _ handler: @Sendable (DeliveredEntry) async throws -> Void) async {
    do {
      try await handler(entry)
    } catch {
      report(entry, error)
      return await giveUp(entry, because: error)
    }
    do {
      try await entry.acknowledge()
    } catch {
      report(entry, error)
    }
  }

  /// Makes it a dead letter if it has failed often enough. Whoever is told to stop has not failed.
  private func giveUp(_ entry: DeliveredEntry, because error: any Error) async {
    guard !Task.isCancelled, entry.hold.isHeld, let policy = work.options.deadLetters,
      entry.deliveries >= policy.deliveries
    else { return }
    do {
      try await entry.deadLetter(because: policy.reason(error))
    } catch {
      report(entry, error)
    }
  }

  private func report(_ entry: DeliveredEntry, _ error: any Error) {
    work.observe(.failed(stream: entry.stream, id: entry.id, deliveries: entry.deliveries, error: error))
  }
}
