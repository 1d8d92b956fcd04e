/// Moves one entry to the dead letters.
struct DeadLetterMove: Sendable {
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
    let policy = policy
    let trim = policy.maximumLength.map { ["MAXLEN", "~", .int($0)] as [RedisValue] } ?? []
    let letter: [RedisValue] = [
      .string(DeadLetter.Field.stream), stream.redisValue, .string(DeadLetter.Field.group), work.group.redisValue,
      .string(DeadLetter.Field.id), .string(id), .string(DeadLetter.Field.deliveries), .int(deliveries),
      .string(DeadLetter.Field.reason), .string(reason),
    ]
    let arguments: [RedisValue] =
      [work.group.redisValue, .string(id), .int(minIdleTime), owner?.redisValue ?? ""] + trim + ["*"] + letter
    let reply = try await work.redis.eval(
      script: Self.script, keys: [stream.redisValue, policy.stream], arguments: arguments)
    guard reply.int == 1 else { return false }
    work.observe(.deadLettered(stream: stream, id: id, deliveries: deliveries, reason: reason))
    return true
  }
}
