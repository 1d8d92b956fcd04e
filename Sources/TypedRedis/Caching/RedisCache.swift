import RedisTransport

/// The memory of a client that answers reads without asking the server. See ``Redis/withCache(_:)``.
///
/// It ends with the last client value that uses it, or with the client.
public final class RedisCache: Sendable {
  let store: CacheStore
  /// Sends what is asked for over a connection on which its server announces changes.
  private let submit: @Sendable (PendingCall, CacheRequest) -> Void
  /// How deep replies may be nested.
  let limits: RESPLimits
  private let onEnd: @Sendable () -> Void

  init(
    _ store: CacheStore, limits: RESPLimits, submit: @escaping @Sendable (PendingCall, CacheRequest) -> Void,
    onEnd: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.limits = limits
    self.submit = submit
    self.onEnd = onEnd
  }

  deinit { onEnd() }

  /// What it was made with.
  public var options: RedisCacheOptions { store.options }

  /// What it has done, and how full it is at this moment.
  public var statistics: RedisCacheStatistics { store.statistics }

  /// Forgets every reply. What is being fetched meanwhile is not kept.
  public func clear() { store.empty() }

  // MARK: For commands

  /// The reply to a command, if it is in memory. On the caller's thread, without allocating anything.
  ///
  /// - Parameter encode: appends the command's words.
  func reply(to encode: (inout CommandEncoder) -> Void) -> [UInt8]? {
    withUnsafeTemporaryAllocation(byteCount: 512, alignment: 16) { room in
      var encoder = CommandEncoder(beginningIn: room)
      encoder.command(encode)
      return encoder.withUnsafeBytes { store.reply(to: $0) }
    }
  }

  /// Asks the server, or waits for what another task has asked already.
  func fetch<C: RedisCommand>(
    _ command: C, as request: CacheRequest, timeout: UInt64
  ) async throws(RedisError) -> [UInt8] {
    let deadline = MonotonicTime.now.advanced(byNanoseconds: timeout)
    while true {
      switch store.turn(for: request, deadline: deadline) {
      case .reply(let reply): return reply
      case .fetch(let fetch):
        let left = timeout == .max ? .max : deadline.nanoseconds(since: .now)
        return try await send(command, request, fetch, timeout: left).get()
      case .follow(let fetch):
        switch await fetch.outcome.value {
        case .reply(let reply): return reply
        case .failed(let error): throw error
        case .abandoned: continue
        case nil: throw RedisError.taskCancelled
        }
      }
    }
  }

  private func send<C: RedisCommand>(
    _ command: C, _ request: CacheRequest, _ fetch: CacheFetch, timeout: UInt64
  ) async -> Result<[UInt8], RedisError> {
    let task = WaitingTask.current
    return await withUnsafeContinuation { continuation in
      let call = PendingCall(isRetrySafe: true, timeout: timeout, task: task) { [store] step in
        switch step {
        case .name(let name): name.pointee = C.descriptor.name
        case .describe(_, let description): description.set(command.callDescriptor)
        case .encode(let encoder): command.encode(into: &encoder.pointee)
        case .reply(let reader):
          // Here, in the order of what the server sends: an invalidation that comes next finds it in memory.
          let reply = reader.pointee.withRemainingBytes { Array($0) }
          let kind = try? reader.pointee.peekKind()
          store.finish(fetch, with: reply, isError: kind == .error || kind == .blobError || kind == nil)
          continuation.resume(returning: .success(reply))
        case .failOne(let error), .fail(let error):
          store.fail(fetch, error)
          continuation.resume(returning: .failure(error))
        }
      }
      submit(call, request)
    }
  }
}

extension RedisCache: CustomReflectable {
  /// Nothing: its connection belongs to its loop's thread, and must not be read on another one.
  public var customMirror: Mirror { Mirror(hiding: self) }
}
