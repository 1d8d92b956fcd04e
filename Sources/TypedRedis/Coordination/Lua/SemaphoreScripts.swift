/// What happens to a semaphore on the server: a sorted set of the holders' tokens, by when each permit ends, in microseconds of
/// the server's time.
enum SemaphoreScripts {
  /// Takes a permit for a token, or keeps it for a token that has one. KEYS: semaphore. ARGV: token, microseconds, permits.
  static let acquire = RedisScript(
    """
    local time = redis.call('time')
    local now = time[1] * 1000000 + time[2]
    redis.call('zremrangebyscore', KEYS[1], '-inf', string.format('%.0f', now))
    if not redis.call('zscore', KEYS[1], ARGV[1]) and redis.call('zcard', KEYS[1]) >= tonumber(ARGV[3]) then
      local first = redis.call('zrange', KEYS[1], 0, 0, 'withscores')
      return {0, math.ceil((first[2] - now) / 1000)}
    end
    redis.call('zadd', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
    local life = math.ceil(ARGV[2] / 1000) + 1000
    if redis.call('pttl', KEYS[1]) < life then redis.call('pexpire', KEYS[1], string.format('%.0f', life)) end
    return {1, 0}
    """, keys: 1, returning: HoldAnswer.self)

  /// Keeps a permit for longer. KEYS: semaphore. ARGV: token, microseconds.
  static let extend = RedisScript(
    """
    local time = redis.call('time')
    local now = time[1] * 1000000 + time[2]
    local ends = redis.call('zscore', KEYS[1], ARGV[1])
    if not ends or tonumber(ends) <= now then return 0 end
    redis.call('zadd', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
    local life = math.ceil(ARGV[2] / 1000) + 1000
    if redis.call('pttl', KEYS[1]) < life then redis.call('pexpire', KEYS[1], string.format('%.0f', life)) end
    return 1
    """, keys: 1, returning: Bool.self)

  /// Gives a permit back. KEYS: semaphore. ARGV: token.
  static let release = RedisScript(
    "return redis.call('zrem', KEYS[1], ARGV[1])", keys: 1, returning: Bool.self)
}
