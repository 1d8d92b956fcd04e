import TestSupport
import Testing
import TypedRedis

/// What every client does in the same way, whatever is behind it. Each part is written once, over `some RedisClient`.
@Suite(.timeLimit(.minutes(3))) struct ClientSuite {
  @Test(arguments: SuiteSubject.all) func strings(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkStrings($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func keysOfManySlots(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkManyKeys($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func keysThatHaveToBeTogether(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkPairs(redis, key)
      if subject.isCluster { try await checkSlotsThatDiffer(redis, key) }
    }
  }

  @Test(arguments: SuiteSubject.all) func wholeKeyspace(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkKeyspace($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func collections(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkHashesAndLists(redis, key)
      try await checkSets(redis, key)
      try await checkBitsAndPlaces(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func streams(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkStreams(redis, key)
      try await checkConsumers(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func scans(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkScans($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func servers(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkServers($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func scripts(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkScripts(redis, key)
      try await checkFunctions(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func callbacks(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkCallbacks(redis, key)
      try await checkNamedCommands(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func pipelines(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkPipelines(redis, key)
      try await checkChains(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func transactions(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkTransactions(redis, key)
      if subject.isCluster { try await checkTransactionsOfSeveralSlots(redis, key) }
      try await checkWatching(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func connections(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkConnections($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func coordination(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkLocks(redis, key)
      try await checkSemaphores(redis, key)
      try await checkRateLimiters(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func subscriptions(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkChannels(redis, key)
      try await checkShardChannels(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func blocking(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkBlocking(redis, key)
      try await checkManyBlocked(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func timeoutsAndCancellation(_ subject: SuiteSubject) async throws {
    try await subject.run { redis, key in
      try await checkCancellation(redis, key)
      try await checkTimeouts(redis, key)
    }
  }

  @Test(arguments: SuiteSubject.all) func everyTaskGetsItsOwnReply(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkOwnReplies($0, $1) }
  }

  @Test(arguments: SuiteSubject.all) func closing(_ subject: SuiteSubject) async throws {
    try await subject.run { try await checkClosing($0, $1) }
  }
}
