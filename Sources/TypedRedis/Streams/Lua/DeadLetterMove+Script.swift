extension DeadLetterMove {
  /// Adds an entry to the dead letters and acknowledges it, if it is pending.
  ///
  /// Its keys are the entry's stream and that of the dead letters; its arguments a group, an ID, an idle time, a consumer or
  /// nothing, and what to add before the entry's own fields. An error when adding ends the script before anything is acknowledged.
  /// An entry that is not in its stream any more is only acknowledged. Gives 1 if the entry was pending, else 0.
  static let script = """
    local pending = {'XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[2], ARGV[2], 1}
    if ARGV[4] ~= '' then pending[9] = ARGV[4] end
    if #redis.call(unpack(pending)) == 0 then return 0 end
    local found = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])
    if #found > 0 then
      local words = {'XADD', KEYS[2], unpack(ARGV, 5)}
      for _, word in ipairs(found[1][2]) do words[#words + 1] = word end
      redis.call(unpack(words))
    end
    redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
    return 1
    """
}
