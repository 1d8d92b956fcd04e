extension RedisClient {
  /// Runs `body` with the entries that a consumer group delivers to one consumer.
  ///
  ///     try await redis.withConsumer(of: "orders", group: "billing", consumer: "a") { entries in
  ///       for try await entry in entries {
  ///         try await bill(entry.value(of: "order"))
  ///         try await entry.acknowledge()
  ///       }
  ///     }
  ///
  /// **Every entry is delivered at least once**, and stays pending for the group until somebody acknowledges it. First come those
  /// that this consumer had before and did not acknowledge, by its name; then new ones, and those that were left alone for
  /// ``StreamConsumerOptions/minIdleTime``, by consumers that are gone or have failed. So the same entry may be delivered twice:
  /// when its acknowledgement is lost, or a consumer was taken for dead that was not.
  ///
  /// Reading goes over connections of its own, and goes on after breaks and restarts of the server. When `body` returns or the task
  /// is cancelled, entries that nobody has taken are given back to the group, as if they had never been delivered. If the server
  /// does not answer then, that takes as long as one command may take. Entries that `body` has are kept from others until it has
  /// ended, also while it finishes its work after the task was cancelled.
  ///
  /// Besides the commands for streams it runs scripts: a user with restricted rights needs those too.
  ///
  /// - Parameters:
  ///   - stream: The key of the stream.
  ///   - group: The group's name. It is made if it is not there.
  ///   - consumer: The consumer's name, one for every process: what is pending goes by it.
  /// - Throws: ``RedisError`` if the group cannot be made, and whatever `body` throws.
  public func withConsumer<Result>(
    of stream: some RedisValueConvertible, group: some RedisValueConvertible, consumer: some RedisValueConvertible,
    options: StreamConsumerOptions = StreamConsumerOptions(), _ body: (RedisStreamConsumer) async throws -> Result
  ) async throws -> Result {
    try await withConsumer(of: [stream], group: group, consumer: consumer, options: options, body)
  }

  /// The same for several streams, each of which has a group of this name. In a cluster they have to be in the same slot. One that
  /// is named twice is read once.
  public func withConsumer<Result>(
    of streams: [some RedisValueConvertible], group: some RedisValueConvertible, consumer: some RedisValueConvertible,
    options: StreamConsumerOptions = StreamConsumerOptions(), _ body: (RedisStreamConsumer) async throws -> Result
  ) async throws -> Result {
    guard !streams.isEmpty else { throw RedisError(.invalidArgument, "a consumer needs a stream") }
    let work = ConsumerWork(
      self, streams.map(\.redisValue), group: group.redisValue, consumer: consumer.redisValue, options: options)
    var feeder = ConsumerFeeder(work)
    try await feeder.prepare()
    let prepared = feeder
    // In no group of tasks: it goes on until the body has ended, which may be long after the task was cancelled.
    let keeping = Task { await EntryKeeper(work: work).run() }
    let outcome: Swift.Result<Result, any Error>
    do {
      outcome = .success(
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask {
            var feeder = prepared
            await feeder.run()
          }
          defer { tasks.cancelAll() }
          return try await body(RedisStreamConsumer(work: work))
        })
    } catch {
      outcome = .failure(error)
    }
    keeping.cancel()
    await keeping.value
    await prepared.giveBack()
    return try outcome.get()
  }

  /// Has `handler` called with every entry that a consumer group delivers to one consumer, until the task is cancelled.
  ///
  ///     try await redis.consume(stream: "orders", group: "billing", consumer: "a", concurrency: 8) { entry in
  ///       try await bill(entry.value(of: "order"))
  ///     }
  ///
  /// An entry is acknowledged when the handler returns. When it throws, the entry stays pending, and is delivered again after
  /// ``StreamConsumerOptions/minIdleTime``, to this consumer or another one; with ``StreamConsumerOptions/deadLetters`` it becomes a
  /// dead letter when it was delivered as often as that says. For what is guaranteed see
  /// ``withConsumer(of:group:consumer:options:_:)``.
  ///
  /// When the task is cancelled, so are the handlers; what they finish nevertheless is acknowledged, and what they do not finish
  /// stays pending.
  ///
  /// - Parameter concurrency: How many entries are handled at a time. No more than these and ``StreamConsumerOptions/prefetch``
  ///   are in this process.
  /// - Throws: ``RedisError``: `cancelled`, `clientClosed`, and what trying again cannot help.
  public func consume(
    stream: some RedisValueConvertible, group: some RedisValueConvertible, consumer: some RedisValueConvertible,
    concurrency: Int = 1, options: StreamConsumerOptions = StreamConsumerOptions(),
    handler: @escaping @Sendable (DeliveredEntry) async throws -> Void
  ) async throws(RedisError) {
    try await consume(
      streams: [stream], group: group, consumer: consumer, concurrency: concurrency, options: options, handler: handler)
  }

  /// The same for several streams, each of which has a group of this name.
  public func consume(
    streams: [some RedisValueConvertible], group: some RedisValueConvertible, consumer: some RedisValueConvertible,
    concurrency: Int = 1, options: StreamConsumerOptions = StreamConsumerOptions(),
    handler: @escaping @Sendable (DeliveredEntry) async throws -> Void
  ) async throws(RedisError) {
    do {
      let failure = try await withConsumer(of: streams, group: group, consumer: consumer, options: options) { entries in
        await entries.handleAll(concurrency, handler)
      }
      if let failure { throw failure }
    } catch {
      throw error as? RedisError ?? RedisError.taskCancelled
    }
  }
}

extension RedisStreamConsumer {
  /// Ends when every handler has ended, with why there are no more entries.
  fileprivate func handleAll(
    _ concurrency: Int, _ handler: @escaping @Sendable (DeliveredEntry) async throws -> Void
  ) async -> RedisError? {
    await withTaskGroup(of: RedisError?.self) { workers in
      for _ in 0..<Swift.max(1, concurrency) {
        workers.addTask {
          do throws(RedisError) {
            var iterator = makeAsyncIterator()
            while let entry = try await iterator.next() { await handle(entry, handler) }
            return nil
          } catch {
            return error
          }
        }
      }
      return await workers.reduce(nil) { $0 ?? $1 }
    }
  }
}
