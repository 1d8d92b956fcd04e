/// What a rate limiter asks the server: a sorted set of what was let through within the last window, by its time in microseconds.
enum RateLimitScript {
  /// Lets some through if that many fit into the window, else none of them. KEYS: the set. ARGV: limit, window in microseconds,
  /// how many, a word that no other call has.
  ///
  /// Answers with whether they were let through, how many more would be, and the microseconds after which as many will be.
  static let take = RedisScript(
    """
    local time = redis.call('time')
    local now = time[1] * 1000000 + time[2]
    local limit, window, count = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
    redis.call('zremrangebyscore', KEYS[1], '-inf', string.format('%.0f', now - window))
    local taken = redis.call('zcard', KEYS[1])
    if taken + count > limit then
      local place = taken + count - limit - 1
      local last = redis.call('zrange', KEYS[1], place, place, 'withscores')
      return {0, math.max(limit - taken, 0), (last[2] or now) + window - now}
    end
    for number = 1, count do
      redis.call('zadd', KEYS[1], string.format('%.0f', now), ARGV[4] .. ':' .. number)
    end
    redis.call('pexpire', KEYS[1], string.format('%.0f', math.ceil(window / 1000) + 1))
    return {1, limit - taken - count, 0}
    """, keys: 1, returning: RateLimitResult.self)
}
