extension OwnedEntries {
  /// Claims, for the consumer that has them, those of some entries that are still its own, without counting a delivery.
  ///
  /// Its key is their stream; its arguments a group, a consumer, how many words follow, such words, which say what else becomes of
  /// them, and IDs. Gives the IDs of those that it had.
  static let script = RedisScript(
    """
    local last = 3 + ARGV[3]
    local ids = {}
    for place = last + 1, #ARGV do
      local id = ARGV[place]
      if #redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1, ARGV[2]) > 0 then ids[#ids + 1] = id end
    end
    if #ids == 0 then return ids end
    local words = {'XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, unpack(ids)}
    for place = 4, last do words[#words + 1] = ARGV[place] end
    words[#words + 1] = 'JUSTID'
    return redis.call(unpack(words))
    """, keys: 1, returning: [String].self)
}
