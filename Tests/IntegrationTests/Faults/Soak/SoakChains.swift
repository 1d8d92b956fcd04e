import TypedRedis

/// Pipelines and transactions as users write them.
extension SoakWorker {
  private func isApplied(_ result: Result<some Any, any Error>) -> (acknowledged: Bool, inDoubt: Bool) {
    switch result {
    case .success: (true, false)
    case .failure(let error): (false, (error as? RedisError)?.mayHaveBeenApplied ?? true)
    }
  }

  /// Many commands of one kind: each reply is its own command's, or there is a reason for none.
  mutating func pipeline() async {
    let count = Int.random(in: 1...(random.happens(0.05) ? 1200 : 40), using: &random)
    let start = Int.random(in: 0..<1_000_000_000, using: &random)
    let texts = (0..<count).map { SoakModel.value("\(name):echo", start + $0) }
    let result = await call("\(count) times ECHO") { redis async throws in
      try await redis.pipeline(texts.map { Commands.ECHO(message: $0) })
    }
    guard case .success(let replies) = result else { return }
    check("pipeline", replies.count, is: count)
    for (reply, text) in zip(replies, texts) {
      switch reply {
      case .success(let found): check("ECHO in a pipeline", found.string, is: text)
      case .failure(let error): checkExpected("ECHO in a pipeline", error)
      }
    }
  }

  /// Different commands: what is read after a write is what was written.
  mutating func chain(isTransaction: Bool) async {
    let index = Int.random(in: 0..<models.count, using: &random)
    let (key, next) = (models[index].key, models[index].nextWrite())
    let text = SoakModel.value("\(name):echo", next.sequence)
    let result = await call("\(isTransaction ? "transaction" : "pipeline") SET \(key) \(next.sequence)") { redis async throws in
      try await (isTransaction ? redis.transaction() : redis.pipeline())
        .echo(message: text, as: String.self).set(key: key, value: next.value).get(key: key, as: String.self).run()
    }
    guard case .success(let outcome) = result else {
      // A pipeline that throws was not sent.
      let inDoubt = isTransaction && isApplied(result).inDoubt
      return models[index].wrote(next.sequence, acknowledged: false, mayHaveBeenApplied: inDoubt)
    }
    let (echo, set, get) = outcome.results()
    let applied = isApplied(set.mapError { $0 as any Error })
    models[index].wrote(next.sequence, acknowledged: applied.acknowledged, mayHaveBeenApplied: applied.inDoubt)
    if case .success(let found) = echo { check("ECHO of a chain", found, is: text) }
    if case .success(let found) = get {
      check("GET of a chain", models[index].problem(with: found))
      if isTransaction { check("GET of a transaction", found, is: next.value) }
    }
    for (_, error) in outcome.errors { checkExpected("a chain", error) }
  }

  /// Reads, decides and writes.
  mutating func watchedTransaction() async {
    let index = Int.random(in: 0..<models.count, using: &random)
    let (key, next) = (models[index].key, models[index].nextWrite())
    let result = await call("transaction watching \(key) \(next.sequence)") { redis async throws in
      try await redis.transaction(watching: [key], attempts: 3) { connection async throws in
        _ = try await connection.get(key: key)
        return connection.transaction().set(key: key, value: next.value).get(key: key, as: String.self)
      }
    }
    guard case .success(let outcome) = result else {
      return models[index].wrote(next.sequence, acknowledged: false, mayHaveBeenApplied: isApplied(result).inDoubt)
    }
    switch outcome {
    case .committed(let outcome):
      if case .success(let found) = outcome.results().1 { check("GET of a watched transaction", found, is: next.value) }
      models[index].wrote(next.sequence, acknowledged: true, mayHaveBeenApplied: false)
    case .conflicted:
      if !models[index].hasUncertainWrites { check("a watched transaction", "somebody else wrote \(key)") }
    case .abandoned: check("a watched transaction", "was abandoned by nobody")
    }
  }

  private func checkExpected(_ what: String, _ error: RedisError) {
    if !SoakLedger.expected.contains(error.code) { check(what, "failed with \(error.code): \(error)") }
  }
}
