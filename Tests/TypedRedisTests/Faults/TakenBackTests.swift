import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Error replies that say a command was not executed, on the shared connection: it is sent again where that may help.
@Suite(.timeLimit(.minutes(1))) struct TakenBackTests {
  /// Answers commands with what `answer` gives for the connection's number and the command's, each from 0.
  private func server(_ answer: @escaping @Sendable (Int, Int) -> String) throws -> ScriptedServer {
    try ScriptedServer { peer, connection in
      var next = peer.greet()
      var number = 0
      while next != nil {
        peer.send(answer(connection, number) + "\r\n")
        number += 1
        next = peer.command()
      }
    }
  }

  @Test(arguments: ["TRYAGAIN Multiple keys", "CLUSTERDOWN Hash slot not served", "LOADING Redis is loading", "MASTERDOWN Link", "BUSY Redis is busy"])
  func whatPassesIsAskedAgain(_ error: String) async throws {
    let server = try server { _, number in number < 3 ? "-\(error)" : "+done" }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    #expect(try await redis.execute("SET", "a", "b").string == "done")
    #expect(await redis.statistics().shared.retried == 3)
  }

  @Test func whatDoesNotPassIsSaidAtTheDeadline() async throws {
    let server = try server { _, _ in "-LOADING Redis is loading the dataset in memory" }
    let redis = try await Redis.connect("\(server.url)?command_timeout=0.5")
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    // Unless the deadline comes between the question and its answer.
    #expect(error?.server?.kind == "LOADING" || error?.code == .timedOut && error?.mayHaveBeenApplied == true)
    #expect(error?.command == "GET")
  }

  @Test func waitingCanBeCancelled() async throws {
    let server = try server { _, _ in "-LOADING Redis is loading the dataset in memory" }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let task = Task { try await redis.execute("GET", "a") }
    while await redis.statistics().shared.retried == 0 { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let error = await #expect(throws: RedisError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    #expect(error?.mayHaveBeenApplied == false)
  }

  @Test func aScriptsErrorIsItsOwn() async throws {
    let server = try server { _, number in number == 0 ? "-BUSY says the script, which has written something" : "+again" }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("EVAL", "…", "0") }
    #expect(error?.server?.kind == "BUSY")
  }

  @Test func notIfTheUserSaysSo() async throws {
    let server = try server { _, number in number == 0 ? "-TRYAGAIN later" : "+again" }
    var options = try RedisOptions(url: server.url)
    options.retriesServerErrors = false
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    #expect(error?.server?.kind == "TRYAGAIN")
  }

  @Test func notOnAConnectionThatOneUserHas() async throws {
    let server = try server { _, number in number == 0 ? "-TRYAGAIN later" : "+again" }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) {
      try await redis.withConnection { try await $0.execute("GET", "a") }
    }
    #expect(error?.server?.kind == "TRYAGAIN")
  }

  /// What was the primary is a replica now, or has forgotten who we are: behind the same name there may be another server.
  @Test(arguments: ["READONLY You can't write against a read only replica.", "NOAUTH Authentication required."])
  func aConnectionThatLeadsElsewhereIsReplacedOnce(_ error: String) async throws {
    let server = try server { connection, number in connection == 0 && number > 0 ? "-\(error)" : "+connection \(connection)" }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    #expect(try await redis.execute("GET", "a").string == "connection 0")
    // One that has only just been made would lead to the same place.
    try await Task.sleep(for: .milliseconds(1100))
    let replies = try await withThrowingTaskGroup(of: String?.self) { group in
      for number in 0..<10 { group.addTask { try await redis.execute("SET", "key\(number)", "v").string } }
      return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect(replies == ["connection 1"])
    #expect(await redis.statistics().shared.connected == 2)
  }

  /// A script's error is its caller's, but the next command goes elsewhere.
  @Test func scriptsLeaveAReplicaToo() async throws {
    let server = try server { connection, number in
      connection == 0 && number > 0 ? "-READONLY You can't write against a read only replica." : "+connection \(connection)"
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    _ = try await redis.execute("GET", "a")
    try await Task.sleep(for: .milliseconds(1100))
    let error = await #expect(throws: RedisError.self) { try await redis.execute("EVAL", "…", "0") }
    #expect(error?.server?.kind == "READONLY")
    #expect(try await redis.execute("EVAL", "…", "0").string == "connection 1")
  }

  @Test func aReplicaThatStaysOneSaysSo() async throws {
    let server = try server { _, _ in "-READONLY You can't write against a read only replica." }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await Task.sleep(for: .milliseconds(1100))
    for _ in 0..<5 {
      let error = await #expect(throws: RedisError.self) { try await redis.execute("SET", "a", "b") }
      #expect(error?.server?.kind == "READONLY")
    }
    // The first of them led to a new connection. The others come too soon after that, unless the machine is busy.
    #expect((2...6).contains(await redis.statistics().shared.connected))
  }
}
