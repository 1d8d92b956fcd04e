import TestSupport
import TypedRedis

private func mayHaveBeenApplied(_ error: any Error) -> Bool { (error as? RedisError)?.mayHaveBeenApplied ?? true }

extension Result {
  fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
  fileprivate var value: Success? { if case .success(let value) = self { value } else { nil } }
  fileprivate var isInDoubt: Bool {
    if case .failure(let error) = self { mayHaveBeenApplied(error) } else { false }
  }
}

/// The commands of a soak, each with what its reply may be.
extension SoakWorker {
  private var listKey: String { "\(name):list" }
  private var queueKey: String { "\(name):queue" }

  /// Fills the list that is only read from then on. Not in doubt afterwards: it is written as a whole, until that succeeded.
  mutating func prepare() async {
    let (key, elements) = (listKey, (0..<20).map { SoakModel.value(listKey, $0) })
    for _ in 0..<200 {
      let result = await call("DEL and RPUSH \(key)") { redis async throws in
        try await redis.withConnection { connection async throws in
          try await connection.multi()
          try await connection.execute("DEL", key)
          try await connection.execute([.string("RPUSH"), .string(key)] + elements.map { .string($0) })
          return try await connection.exec() ?? []
        }
      }
      if let replies = result.value { return check("DEL and RPUSH", replies.last?.int, is: 20) }
    }
    check("DEL and RPUSH", "did not succeed in 200 attempts")
  }

  private mutating func pick() -> Int { Int.random(in: 0..<models.count, using: &random) }

  mutating func write(size: Int? = nil) async {
    let index = pick()
    let (key, next) = (models[index].key, models[index].nextWrite(size: size))
    let result = await call("SET \(key) \(next.sequence)") { redis async throws in try await redis.set(key: key, value: next.value) }
    models[index].wrote(next.sequence, acknowledged: result.isSuccess, mayHaveBeenApplied: result.isInDoubt)
  }

  mutating func read() async {
    let index = pick()
    let key = models[index].key
    let result = await call("GET \(key)") { redis async throws in try await redis.get(key: key, as: String.self) }
    if case .success(let found) = result { check("GET", models[index].problem(with: found)) }
  }

  /// Own keys and another task's, which may hold anything of that key.
  mutating func readMany() async {
    let other = Int.random(in: 0..<tasks, using: &random)
    let keys = models.map(\.key) + ["soak:\(other):0", "soak:\(other):1"]
    let result = await call("MGET \(keys)") { redis async throws in try await redis.mget(keys: keys, as: String.self) }
    guard case .success(let found) = result else { return }
    check("MGET", found.count, is: keys.count)
    guard found.count == keys.count else { return }
    for (index, model) in models.enumerated() { check("MGET", model.problem(with: found[index])) }
    for index in models.count..<keys.count {
      if let text = found[index], !SoakModel.isValue(text, of: keys[index]) {
        check("MGET", "at \(keys[index]) found \(text.prefix(60))")
      }
    }
  }

  mutating func exchange() async {
    let index = pick()
    let (key, next) = (models[index].key, models[index].nextWrite())
    let result = await call("GETSET \(key) \(next.sequence)") { redis async throws in
      try await redis.getset(key: key, value: next.value, as: String.self)
    }
    if case .success(let old) = result { check("GETSET", models[index].problem(with: old)) }
    models[index].wrote(next.sequence, acknowledged: result.isSuccess, mayHaveBeenApplied: result.isInDoubt)
  }

  mutating func echo() async {
    let text = SoakModel.value("\(name):echo", Int.random(in: 0..<1_000_000_000, using: &random))
    let result = await call("ECHO \(text)") { redis async throws in try await redis.echo(message: text, as: String.self) }
    if case .success(let found) = result { check("ECHO", found, is: text) }
  }

  mutating func script() async {
    let text = SoakModel.value("\(name):script", Int.random(in: 0..<1_000_000_000, using: &random))
    let result = await call("EVAL \(text)") { redis async throws in
      try await redis.eval(script: "return {ARGV[1], KEYS[1]}", keys: ["key of " + text], arguments: [text])
    }
    if case .success(let found) = result { check("EVAL", found.array?.map(\.string), is: [text, "key of " + text]) }
  }

  mutating func increment() async {
    let key = "\(name):counter"
    let result = await call("INCR \(key)") { redis async throws in try await redis.incr(key: key) }
    if result.isSuccess || result.isInDoubt { increments += 1 }
    guard case .success(let found) = result else { return }
    if found <= counter || found > increments {
      check("INCR", "\(found) after \(counter), with \(increments) that may have been applied")
    }
    counter = found
  }

  mutating func readList() async {
    let (key, start) = (listKey, Int.random(in: 0..<20, using: &random))
    let stop = Int.random(in: start..<20, using: &random)
    let result = await call("LRANGE \(key) \(start) \(stop)") { redis async throws in
      try await redis.lrange(key: key, start: start, stop: stop, as: String.self)
    }
    if case .success(let found) = result {
      check("LRANGE", found, is: (start...stop).map { SoakModel.value(key, $0) })
    }
  }

  mutating func large() async {
    await write(size: Int.random(in: 20_000..<200_000, using: &random))
    await read()
  }

  /// Blocking, and so on a connection of its own.
  mutating func pop() async {
    let (key, element) = (queueKey, queue.next())
    let pushed = await call("RPUSH \(key) \(element)") { redis async throws in
      try await redis.rpush(key: key, elements: [SoakModel.value(key, element)])
    }
    queue.wasPushed(element, acknowledged: pushed.isSuccess, mayHaveBeenApplied: pushed.isInDoubt)
    let result = await call("BLPOP \(key)") { redis async throws in
      try await redis.blpop(keys: [key], timeout: 0.02, as: String.self)
    }
    switch result {
    case .failure(let error): queue.popFailed(mayHaveBeenApplied: mayHaveBeenApplied(error))
    case .success(let popped):
      if let popped {
        check("BLPOP", popped.key, is: key)
        guard let number = SoakModel.sequence(popped.element, of: key) else {
          return check("BLPOP", "found \(popped.element.prefix(60))")
        }
        check("BLPOP", queue.problem(withPopped: number))
      } else {
        check("BLPOP", queue.problem(withPopped: nil))
      }
    }
  }

  mutating func transact() async {
    let index = pick()
    let (key, next) = (models[index].key, models[index].nextWrite())
    let result = await call("MULTI SET \(key) \(next.sequence)") { redis async throws in
      try await redis.withConnection { connection async throws in
        try await connection.multi()
        try await connection.execute("SET", key, next.value)
        try await connection.execute("GET", key)
        return try await connection.exec() ?? []
      }
    }
    if case .success(let replies) = result { check("EXEC", replies.map(\.string), is: ["OK", next.value]) }
    models[index].wrote(next.sequence, acknowledged: result.isSuccess, mayHaveBeenApplied: result.isInDoubt)
  }

  mutating func watch() async {
    let index = pick()
    let (key, next) = (models[index].key, models[index].nextWrite())
    let result = await call("WATCH SET \(key) \(next.sequence)") { redis async throws in
      try await redis.withConnection { connection async throws in
        try await connection.watch(keys: [key])
        let old = try await connection.get(key: key, as: String.self)
        try await connection.multi()
        try await connection.execute("SET", key, next.value)
        return (old, try await connection.exec())
      }
    }
    guard case .success(let (old, replies)) = result else {
      models[index].wrote(next.sequence, acknowledged: false, mayHaveBeenApplied: result.isInDoubt)
      return
    }
    check("WATCH and GET", models[index].problem(with: old))
    if let replies {
      check("WATCH and EXEC", replies.map(\.string), is: ["OK"])
    } else if !models[index].hasUncertainWrites {
      check("WATCH and EXEC", "somebody else wrote \(key)")
    }
    models[index].wrote(next.sequence, acknowledged: replies != nil, mayHaveBeenApplied: false)
  }
}
