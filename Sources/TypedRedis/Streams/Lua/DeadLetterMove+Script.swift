extension DeadLetterMove {
  /// Adds an entry to the dead letters and acknowledges it, if it is pending.
  ///
  /// Its keys are the entry's stream and that of the dead letters; its arguments a group, an ID, an idle time, a consumer or
  /// nothing, and what to add before the entry's own fields. An error when adding ends the script before anything is acknowledged.
  /// An entry that is not in its stream any more is only acknowledged. Gives a number of ``Answer``.
  ///
  /// What a script gives to one command has to fit into Lua's stack, of 8000 values.
  static let script = """
    local pending = {'XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[2], ARGV[2], 1}
    if ARGV[4] ~= '' then pending[9] = ARGV[4] end
    if #redis.call(unpack(pending)) == 0 then return 0 end
    local found = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])
    if #found > 0 then
      if #found[1][2] > 7000 then return 3 end
      local words = {'XADD', KEYS[2], unpack(ARGV, 5)}
      for _, word in ipairs(found[1][2]) do words[#words + 1] = word end
      redis.call(unpack(words))
    end
    redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
    if #found == 0 then return 2 end
    return 1
    """

  /// The end of a transaction that has just added an entry to the dead letters: acknowledges it, if it is pending, else takes the
  /// dead letter away before anybody has seen it.
  ///
  /// Its keys are those of ``script``; its arguments a group, an ID, an idle time, a consumer or nothing, and what the newest dead
  /// letter begins with if it was added. Gives 1 if the entry was pending, else 0.
  static let settlement = """
    local added = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
    for place = 5, #ARGV do
      if not added or added[2][place - 4] ~= ARGV[place] then return redis.error_reply('ERR no dead letter was added') end
    end
    local pending = {'XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[2], ARGV[2], 1}
    if ARGV[4] ~= '' then pending[9] = ARGV[4] end
    if #redis.call(unpack(pending)) == 0 then
      redis.call('XDEL', KEYS[2], added[1])
      return 0
    end
    redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
    return 1
    """
}
