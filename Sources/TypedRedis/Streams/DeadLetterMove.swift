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

  /// The keys of an entry's stream and of the dead letters; a group, an ID, an idle time, a consumer or nothing, and what to add
  /// before the entry's own fields. In this order nothing is lost if adding fails: it ends the script. An entry that is not in the
  /// stream any more is only acknowledged.
  static let script = """
    local of = {'\(Commands.XPENDING.descriptor.name)', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[2], ARGV[2], 1}
    if ARGV[4] ~= '' then of[9] = ARGV[4] end
    if #redis.call(unpack(of)) == 0 then return 0 end
    local found = redis.call('\(Commands.XRANGE.descriptor.name)', KEYS[1], ARGV[2], ARGV[2])
    if #found > 0 then
      local words = {'\(Commands.XADD.descriptor.name)', KEYS[2], unpack(ARGV, 5)}
      for _, word in ipairs(found[1][2]) do words[#words + 1] = word end
      redis.call(unpack(words))
    end
    redis.call('\(Commands.XACK.descriptor.name)', KEYS[1], ARGV[1], ARGV[2])
    return 1
    """

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
