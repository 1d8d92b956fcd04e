import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// What becomes of commands when their connection breaks, and of commands that were given up.
@Suite(.timeLimit(.minutes(1))) struct ReconnectTests {
  @Test func readsAreSentAgainAndWritesAreNot() async throws {
    // The first connection takes two commands and breaks; later ones answer.
    let server = try ScriptedServer { peer, number in
      guard var words = peer.greet() else { return }
      if number == 0 {
        _ = peer.command()
        return peer.close()
      }
      while true {
        peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n")
        guard let next = peer.command() else { return }
        words = next
      }
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let read = Task { try await redis.execute("GET", "r") }
    let write = Task { try await redis.execute("INCR", "w") }
    let error = await #expect(throws: RedisError.self) { try await write.value }
    #expect(error?.code == .connectionClosed)
    #expect(error?.mayHaveBeenApplied == true)
    #expect(try await read.value.string == "r")
    #expect(try await redis.execute("GET", "after").string == "after")
  }

  @Test func whatWasNotWrittenIsNotLost() async throws {
    // The first connection breaks in the moment in which it stands; the next one answers.
    let server = try ScriptedServer { peer, number in
      if number == 0 {
        for _ in 0..<3 { _ = peer.command() }
        peer.send("%1\r\n+proto\r\n:3\r\n+OK\r\n+OK\r\n")
        return peer.socket.reset()
      }
      guard peer.greet() != nil else { return }
      repeat { peer.send("+OK\r\n") } while peer.command() != nil
    }
    let redis = Redis(try RedisOptions(url: server.url))
    defer { redis.close() }
    let wrong = await withTaskGroup(of: String?.self) { group in
      for number in 0..<200 {
        group.addTask {
          do throws(RedisError) {
            try await redis.execute("SET", "key\(number)", "v")
            return nil
          } catch {
            return error.mayHaveBeenApplied ? nil : error.description
          }
        }
      }
      return await group.reduce(into: [String]()) { wrong, error in if let error { wrong.append(error) } }
    }
    #expect(wrong == [])
  }

  @Test func aFullServerIsWorthAnotherTry() async throws {
    let server = try ScriptedServer { peer, number in
      if number == 0 {
        peer.send("-ERR max number of clients reached\r\n")
        return peer.close()
      }
      guard peer.greet() != nil else { return }
      repeat { peer.send("+OK\r\n") } while peer.command() != nil
    }
    let redis = Redis(try RedisOptions(url: server.url))
    defer { redis.close() }
    #expect(try await redis.execute("GET", "a").string == "OK")
  }

  @Test func comesBackAfterAnyNumberOfBreaks() async throws {
    let server = try ScriptedServer { peer, _ in
      guard let words = peer.greet() else { return }
      peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n")
      peer.close()
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    for number in 0..<12 {
      #expect(try await redis.execute("GET", "key\(number)").string == "key\(number)")
    }
  }

  @Test func theReplyOfACancelledCommandIsSwallowed() async throws {
    let server = try ScriptedServer { peer, _ in
      var first = peer.greet()
      while let words = first ?? peer.command() {
        first = nil
        if words[1] == "slow" { continue }
        // The slow one's reply comes only now, before this one's.
        if words[1] == "release" { peer.send("$4\r\nslow\r\n") }
        peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n")
      }
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let slow = Task { try await redis.execute("GET", "slow") }
    try await Task.sleep(for: .milliseconds(30))
    slow.cancel()
    let error = await #expect(throws: RedisError.self) { try await slow.value }
    #expect(error?.code == .cancelled)
    #expect(error?.mayHaveBeenApplied == true)
    #expect(try await redis.execute("GET", "release").string == "release")
    #expect(try await redis.execute("GET", "next").string == "next")
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    let seen = Mutex<[String]>([])
    let server = try ScriptedServer { peer, _ in
      var first = peer.greet()
      while let words = first ?? peer.command() {
        first = nil
        seen.withLock { $0.append(words[1]) }
        peer.send("+OK\r\n")
      }
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await redis.execute("GET", "never")
    }
    let error = await #expect(throws: RedisError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    #expect(error?.mayHaveBeenApplied == false)
    try await redis.execute("GET", "later")
    #expect(seen.withLock { $0 } == ["later"])
  }

  @Test func aTimedOutCommandLeavesTheOthersAlone() async throws {
    let server = try ScriptedServer { peer, _ in
      var first = peer.greet()
      // On a slow machine the client may have given this connection up: then nothing is owed.
      var owes = false
      while let words = first ?? peer.command() {
        first = nil
        if words[1] == "never" {
          owes = true
          continue
        }
        if owes { peer.send("$5\r\nnever\r\n") }
        owes = false
        peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n")
      }
    }
    let redis = try await Redis.connect("\(server.url)?command_timeout=1")
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "never") }
    #expect(error?.code == .timedOut)
    #expect(try await redis.execute("GET", "both").string == "both")
    #expect(try await redis.execute("GET", "more").string == "more")
  }
}
