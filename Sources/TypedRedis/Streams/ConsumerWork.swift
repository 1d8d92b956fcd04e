import RedisTransport

/// What a consumer works on, and as whom.
final class ConsumerWork: Sendable {
  let redis: any RedisClient
  let streams: [RedisBytes]
  let group: RedisBytes
  let consumer: RedisBytes
  let options: StreamConsumerOptions
  /// As many entries are asked for beyond those that somebody waits for.
  let prefetch: Int
  let held: HeldEntries
  let mailbox = Mailbox<DeliveredEntry>()

  init(
    _ redis: any RedisClient, _ streams: [RedisValue], group: RedisValue, consumer: RedisValue, options: StreamConsumerOptions
  ) {
    var redis = redis
    // It reads replies for itself, not for whoever wants to have them otherwise.
    redis.responseCallbacks = ResponseCallbacks()
    self.redis = redis
    // One that is named twice is read once.
    var known: Set<RedisBytes> = []
    self.streams = streams.map(\.bytes).filter { known.insert($0).inserted }
    self.group = group.bytes
    self.consumer = consumer.bytes
    self.options = options
    held = HeldEntries(minIdleTime: options.minIdleTime?.saturatedNanoseconds)
    prefetch = min(max(0, options.prefetch), 1 << 20)
  }

  func observe(_ event: StreamConsumerEvent) { options.observe?(event) }

  /// Does something that may be done twice, whether or not the task is cancelled, and again after a break: for as long as one
  /// command may take, but for the last attempt.
  func insisting<Value: Sendable>(
    _ body: @escaping @Sendable (ConsumerWork) async throws(RedisError) -> Value
  ) async throws(RedisError) -> Value {
    // A task of its own is not cancelled with the one that waits for it.
    let attempts = Task { () async -> Result<Value, RedisError> in
      let end = MonotonicTime.now.advanced(byNanoseconds: redis.context.deadlines.command)
      var backoff = Backoff()
      var generator = SystemRandomNumberGenerator()
      while true {
        do throws(RedisError) {
          return .success(try await body(self))
        } catch {
          guard error.isPassing, MonotonicTime.now < end else { return .failure(error) }
          try? await Task.sleep(nanoseconds: backoff.next(using: &generator))
        }
      }
    }
    return try await attempts.value.get()
  }
}

extension RedisValue {
  var bytes: RedisBytes { withUnsafeBytes { RedisBytes($0) } }
}

extension RedisError {
  /// Whether it says nothing of the command: the same may succeed after a while.
  var isPassing: Bool {
    switch code {
    case .connectionClosed, .connectFailed, .timedOut, .protocolViolation: true
    case .server, .handshakeFailed:
      server.map { Refusal.passes($0.kind) || RedisError.passingKinds.contains($0.kind) } ?? false
    // There was no room to send it. A reply that is too large would be so again.
    case .limitExceeded: isUnsent
    default: false
    }
  }

  /// A blocked command whose stream was removed; a server that has no memory, no disk or no replicas at the moment.
  private static let passingKinds: Set<String> = ["UNBLOCKED", "OOM", "MISCONF", "NOREPLICAS"]
}
