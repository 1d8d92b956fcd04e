import Synchronization
import TypedRedis

/// Orders that two consumers bill. One order nobody can bill.
struct Orders {
  let redis: Redis
  let stream = "demo:orders"
  let dead = "demo:orders:dead"

  struct NoAddress: Error {}

  func place(_ orders: [(customer: String, hasAddress: Bool)]) async throws(RedisError) {
    for order in orders {
      try await redis.xadd(
        key: stream, id: "*", fields: [("customer", order.customer), ("address", order.hasAddress ? "known" : "")])
    }
  }

  /// Bills what comes, until the task is cancelled.
  func bill(as consumer: String, _ billed: @escaping @Sendable (String) -> Void) async throws(RedisError) {
    var options = StreamConsumerOptions()
    options.minIdleTime = .milliseconds(60)
    options.deadLetters = DeadLetterPolicy(stream: dead, after: 3)
    try await redis.consume(
      stream: stream, group: "billing", consumer: consumer, concurrency: 2, options: options
    ) { entry in
      if try entry.value(of: "address", as: String.self)?.isEmpty != false { throw NoAddress() }
      billed(try entry.value(of: "customer", as: String.self) ?? "nobody")
    }
  }
}

/// Who was billed, by whichever consumer.
private final class Bills: Sendable {
  private let customers = Mutex<[String]>([])

  func add(_ customer: String) { customers.withLock { $0.append(customer) } }

  var all: [String] { customers.withLock { $0.sorted() } }
}

func showOrders(_ redis: Redis) async throws {
  let orders = Orders(redis: redis)
  try await redis.del(keys: [orders.stream, orders.dead])
  try await orders.place([("Ada", true), ("Grace", true), ("Nemo", false), ("Alan", true)])

  let bills = Bills()
  try await withThrowingTaskGroup(of: Void.self) { tasks in
    for consumer in ["first", "second"] {
      tasks.addTask { try await orders.bill(as: consumer) { bills.add($0) } }
    }
    while try await redis.xlen(key: orders.dead) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    tasks.cancelAll()
    while let result = await tasks.nextResult() {
      if case .failure(let error) = result, (error as? RedisError)?.code != .cancelled { throw error }
    }
  }
  print("  billed: \(bills.all.joined(separator: ", "))")
  for letter in try await redis.xrange(key: orders.dead, start: "-", end: "+").compactMap({ DeadLetter($0) }) {
    let customer = letter.fields.first { $0.field == "customer" }?.value.description ?? "nobody"
    print("  given up after \(letter.deliveries) deliveries: \(customer), \(letter.reason)")
  }
  let dropped = try await redis.trimAcknowledged(key: orders.stream, exactly: true)
  print("  \(dropped) orders are done with and dropped")
  try await redis.del(keys: [orders.stream, orders.dead])
}
