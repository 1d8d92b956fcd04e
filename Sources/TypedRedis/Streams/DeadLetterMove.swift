import RedisTransport

/// Moves one entry to the dead letters.
struct DeadLetterMove: Sendable {
  /// What the script says of an entry.
  enum Answer: Int {
    case notPending
    case moved
    /// It was not in its stream any more, and was acknowledged only.
    case acknowledged
    /// It has more fields than a script can pass on. Nothing was done.
    case tooWide
  }

  var stream: RedisBytes
  var id: String
  var deliveries: Int
  var reason: String
  /// Only if it is this consumer's; nil for anyone's.
  var owner: RedisBytes?
  /// Only if it was left alone for so many milliseconds.
  var minIdleTime = 0
  var policy: DeadLetterPolicy

  /// Whether it was moved. May be run again when it is not known whether it was.
  func run(_ work: ConsumerWork) async throws(RedisError) -> Bool {
    let trim = policy.maximumLength.map { ["MAXLEN", "~", .int($0)] as [RedisValue] } ?? []
    let letter = self.letter(work).flatMap { [.string($0.field), $0.value] as [RedisValue] }
    let reply = try await work.redis.eval(
      script: Self.script, keys: [stream.redisValue, policy.stream], arguments: condition(work) + trim + ["*"] + letter)
    switch reply.int.flatMap({ Answer(rawValue: $0) }) {
    case .moved: break
    case .tooWide: guard try await runWide(work) else { return false }
    default: return false
    }
    work.observe(.deadLettered(stream: stream, id: id, deliveries: deliveries, reason: reason))
    return true
  }

  /// The same for an entry that is too wide for a script: it is read, and written in a transaction that takes back what it has
  /// written if the entry is somebody else's, or done with, by then.
  func runWide(_ work: ConsumerWork) async throws(RedisError) -> Bool {
    guard let entry = try await work.redis.xrange(key: stream, start: id, end: id).first else { return false }
    let letter = self.letter(work)
    let trim = policy.maximumLength.map {
      Commands.XADD.Trim(strategy: .maxLength, precision: .approximate, threshold: $0)
    }
    let own = entry.fields.map { (field: $0.field.redisValue, value: $0.value.redisValue) }
    let fields = letter.map { (field: RedisValue.string($0.field), value: $0.value) } + own
    let beginning = letter.flatMap { [.string($0.field), $0.value] as [RedisValue] }
    let (_, settled) = try await work.redis.transaction()
      .xadd(key: policy.stream, trim: trim, id: "*", fields: fields)
      .eval(script: Self.settlement, keys: [stream.redisValue, policy.stream], arguments: condition(work) + beginning)
      .execute()
    return settled.int == 1
  }

  /// When it is to be moved.
  private func condition(_ work: ConsumerWork) -> [RedisValue] {
    [work.group.redisValue, .string(id), .int(minIdleTime), owner?.redisValue ?? ""]
  }

  /// What is kept of it beside its own fields.
  private func letter(_ work: ConsumerWork) -> [(field: String, value: RedisValue)] {
    [
      (DeadLetter.Field.stream, stream.redisValue), (DeadLetter.Field.group, work.group.redisValue),
      (DeadLetter.Field.id, .string(id)), (DeadLetter.Field.deliveries, .int(deliveries)),
      (DeadLetter.Field.reason, .string(reason)),
    ]
  }
}

extension RedisError {
  /// Whether it is about the entry that was to be moved, so that others are not worse off.
  var concernsOneMove: Bool {
    switch code {
    case .server:
      server.map { $0.kind != "NOGROUP" && !Refusal.passes($0.kind) } ?? true
    case .limitExceeded: !isPassing
    case .transactionRejected, .unexpectedReply: true
    default: false
    }
  }
}
