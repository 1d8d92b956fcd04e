/// What happens to a lock on the server. Its key has the holder's token, and expires.
enum LockScripts {
  /// Takes a lock for a token, or keeps it for a token that has it. KEYS: lock, fencing number. ARGV: token, milliseconds.
  ///
  /// The fencing number is the server's time in microseconds, or one more than the last if that is higher: it goes on rising
  /// after the server forgot the last one. It is kept for a month.
  static let acquire = RedisScript(
    """
    local holder = redis.call('get', KEYS[1])
    if holder and holder ~= ARGV[1] then
      return {0, redis.call('pttl', KEYS[1])}
    end
    local time = redis.call('time')
    local number = time[1] * 1000000 + time[2]
    local last = tonumber(redis.call('get', KEYS[2]) or 0)
    if number <= last then number = last + 1 end
    redis.call('set', KEYS[2], string.format('%.0f', number), 'px', string.format('%.0f', ARGV[2] + 2592000000))
    redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
    return {number, 0}
    """, keys: 2, returning: HoldAnswer.self)

  /// Keeps a lock for longer. KEYS: lock. ARGV: token, milliseconds.
  static let extend = RedisScript(
    """
    if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('pexpire', KEYS[1], ARGV[2])
    """, keys: 1, returning: Bool.self)

  /// Gives a lock back. KEYS: lock. ARGV: token.
  static let release = RedisScript(
    """
    if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('del', KEYS[1])
    """, keys: 1, returning: Bool.self)
}
