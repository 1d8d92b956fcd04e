import TypedRedis

/// A shop that sells what it has: a pipeline fills it, and transactions sell from many tasks at once.
func showPipeline(_ redis: Redis) async throws {
  let (_, stored, stock) = try await redis.pipeline()
    .del(keys: ["demo:sold", "demo:customers"])
    .hset(key: "demo:shop", fields: [("name", "The Typed Bookshop"), ("city", "London")])
    .incrby(key: "demo:stock", increment: 12)
    .execute()
  print("  one write: \(stored) fields stored, \(stock) books in stock")

  let sold = try await withThrowingTaskGroup(of: Bool.self) { group in
    for customer in 0..<20 {
      group.addTask {
        // Read, decide, write: tried again when another customer was faster.
        let sale = try await redis.transaction(watching: ["demo:stock"], attempts: 1000) { connection in
          guard try await connection.get(key: "demo:stock", as: Int.self) ?? 0 > 0 else { throw TransactionAbandoned() }
          return connection.transaction()
            .decr(key: "demo:stock").incr(key: "demo:sold").sadd(key: "demo:customers", members: ["customer \(customer)"])
        }
        return sale.isCommitted
      }
    }
    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
  }
  let (left, count) = try await redis.pipeline()
    .get(key: "demo:stock", as: Int.self).scard(key: "demo:customers").execute()
  print("  20 customers at once: \(sold) books sold to \(count) of them, \(left ?? 0) left")
  try await redis.del(keys: ["demo:stock", "demo:sold", "demo:customers", "demo:shop"])
}
