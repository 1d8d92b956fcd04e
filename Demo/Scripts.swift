import TypedRedis

/// What has to happen in one step: a seat is taken only if it is free, and nobody has too many.
enum Seats {
  static let take = RedisScript(
    """
    if redis.call('hexists', KEYS[1], ARGV[1]) == 1 then return nil end
    if redis.call('hincrby', KEYS[2], ARGV[2], 1) > 2 then
      redis.call('hincrby', KEYS[2], ARGV[2], -1)
      return -1
    end
    redis.call('hset', KEYS[1], ARGV[1], ARGV[2])
    return redis.call('hlen', KEYS[1])
    """, keys: 2, returning: Int?.self)
}

func showScripts(_ redis: Redis) async throws {
  let keys = ["demo:{seats}", "demo:{seats}:guests"]
  try await redis.del(keys: keys)
  for (seat, guest) in [("A1", "Ada"), ("A1", "Grace"), ("A2", "Ada"), ("A3", "Ada"), ("A3", "Grace")] {
    switch try await redis.run(Seats.take, keys: keys, arguments: [seat, guest]) {
    case nil: print("  \(guest): \(seat) is taken")
    case -1: print("  \(guest): no more than two seats, please")
    case let sold?: print("  \(guest): \(seat), \(sold) sold")
    }
  }

  let library = RedisLibrary(
    name: "demo_seats", version: 1,
    code: """
      redis.register_function{
        function_name = 'demo_free', flags = {'no-writes'},
        callback = function(keys, args) return args[1] - redis.call('hlen', keys[1]) end
      }
      """)
  let free = redis.function("demo_free", keys: 1, isReadOnly: true, returning: Int.self)
  print("  the library: \(try await library.load(on: redis)), now \(try await library.status(on: redis))")
  print("  \(try await redis.run(free, keys: [keys[0]], arguments: [10])) of 10 seats are free")
}
