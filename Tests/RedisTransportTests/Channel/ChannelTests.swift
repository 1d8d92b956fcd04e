import Foundation
import RESP
import Testing

@testable import RedisTransport

/// What becomes of calls on a shared connection that breaks, is replaced or is refused.
@Suite(.timeLimit(.minutes(1))) struct ChannelTests {
  private typealias Server = ChannelTestServer

  // MARK: Probes

  /// A server that is loading, or runs a script, is there.
  @Test func aProbeThatIsRefusedIsAnswered() async throws {
    let server = try Server { _, _ in "-BUSY Redis is busy running a script.\r\n" }
    let channel = server.channel { options in
      options.probeInterval = .milliseconds(20)
      options.probeTimeout = .milliseconds(60)
    }
    defer { channel.close() }
    try await channel.connect(task: nil)
    for _ in 0..<500 where server.commands.count < 10 { try await Task.sleep(for: .milliseconds(10)) }
    try await Task.sleep(for: .milliseconds(200))
    let counters = await channel.load().counters
    #expect(counters.connected == 1)
    #expect(counters.disconnected == 0)
    #expect(counters.retried == 0)
  }

  /// The connection closes, and empties its queues, while they are looked through.
  @Test func aProbeWithoutAnAnswerHasCommandsBehindIt() async throws {
    for _ in 0..<5 {
      let server = try Server { _, _ in "" }
      let channel = server.channel { options in
        options.probeInterval = .milliseconds(20)
        options.probeTimeout = .milliseconds(100)
      }
      defer { channel.close() }
      try await channel.connect(task: nil)
      for _ in 0..<500 where server.commands.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      let errors = await withTaskGroup(of: RedisError?.self) { group in
        for number in 0..<200 {
          group.addTask {
            do throws(RedisError) {
              _ = try await Server.ask("INCR", "\(number)", by: channel.submit)
              return nil
            } catch {
              return error
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(errors.allSatisfy { $0?.code == .timedOut && $0?.mayHaveBeenApplied == true })
    }
  }

  // MARK: Logins

  private func logIn(on channel: ReconnectingChannel, timeout: Duration = .seconds(5)) {
    channel.withConnection { connection in
      connection.logIn(
        timeout: timeout.saturatedNanoseconds, login: { $0.append(RedisValue.string("AUTH")) },
        question: { $0.append(RedisValue.string("ECHO")) }, answer: Array("answer".utf8)
      ) { [weak channel] error in
        if let error { channel?.replaceConnection(connection, because: error) }
      }
    }
  }

  private func replies(of channel: ReconnectingChannel) async -> [(asked: String, got: String)] {
    await withTaskGroup(of: (String, String)?.self) { group in
      for number in 0..<20 {
        group.addTask {
          let reply = try? await Server.ask("GET", "\(number)", within: .seconds(1), by: channel.submit)
          return reply.map { ("\(number)", $0) }
        }
      }
      return await group.reduce(into: []) { list, one in if let one { list.append((one.0, one.1)) } }
    }
  }

  /// Neither the login nor the question has its answer, but something comes in the place of one.
  @Test(arguments: ["-NOPERM no\r\n", "-BUSY busy\r\n"]) func aLoginRefusedInSilenceWhoseQuestionIsRefused(
    _ refusal: String
  ) async throws {
    let server = try Server { words, _ in
      switch words[0] {
      case "AUTH": ""
      case "ECHO": refusal
      default: Server.bulk(words[1])
      }
    }
    let channel = server.channel()
    defer { channel.close() }
    try await channel.connect(task: nil)
    logIn(on: channel)
    for reply in await replies(of: channel) { #expect(reply.got == reply.asked) }
    #expect(try await Server.ask("GET", "after", by: channel.submit) == "after")
  }

  @Test func aLoginRefusedInSilenceThatWasGivenUp() async throws {
    let server = try Server { words, _ in
      switch words[0] {
      case "AUTH": return ""
      case "ECHO":
        Thread.sleep(forTimeInterval: 0.3)
        return Server.bulk("answer")
      default: return Server.bulk(words[1])
      }
    }
    let channel = server.channel()
    defer { channel.close() }
    try await channel.connect(task: nil)
    logIn(on: channel, timeout: .milliseconds(100))
    for reply in await replies(of: channel) { #expect(reply.got == reply.asked) }
    // On a busy machine the question comes too late as well, and the connection is another one.
    #expect(try await Server.ask("GET", "after", retrySafe: true, by: channel.submit) == "after")
  }

  // MARK: Breaks

  /// One that is kept for what it receives does not come back a hundred times a second to a server that closes it at once.
  @Test func whatBreaksAsSoonAsItStandsComesBackLaterEachTime() async throws {
    let server = try Server(hangsUp: true) { _, _ in nil }
    let (delays, continuation) = AsyncStream.makeStream(of: Duration.self)
    let channel = server.channel { options in
      options.observe = { if case .reconnecting(_, let delay) = $0 { continuation.yield(delay) } }
    }
    defer { channel.close() }
    channel.loop.perform { channel.keepConnected(true) }
    var count = 0
    for await delay in delays {
      count += 1
      if delay > ReconnectDelays().whileWaiting / 2 || count > 50 { break }
    }
    #expect(count <= 50)
  }

  // MARK: Preparation

  /// Its commands are not the channel's to send again, and not a reason to connect on and on.
  @Test(arguments: ["-READONLY no\r\n", "-LOADING not yet\r\n"]) func aPreparationThatIsRefused(
    _ refusal: String
  ) async throws {
    let server = try Server { _, _ in refusal }
    let channel = server.channel { options in
      // Far more than it takes, on a machine that is busy with other tests.
      options.connectTimeout = .seconds(60)
      options.prepare = { (connection: Connection) async throws(RedisError) in
        _ = try await Server.ask("SET", within: .seconds(30), by: { connection.loop.submit($0, to: connection) })
      }
    }
    defer { channel.close() }
    let error = await #expect(throws: RedisError.self) { try await channel.connect(task: nil) }
    #expect(error?.code == .server)
    // Nobody waits any more.
    try await Task.sleep(for: .milliseconds(100))
    #expect(server.connections == 1)
  }

  @Test func whatCannotBeSupportedIsSaidAtOnce() async throws {
    let server = try Server { _, _ in "" }
    let channel = server.channel { options in
      options.prepare = { (_: Connection) async throws(RedisError) in throw RedisError(.unsupported, "no library") }
    }
    defer { channel.close() }
    let error = await #expect(throws: RedisError.self) {
      try await Server.ask("GET", "a", within: .seconds(30), by: channel.submit)
    }
    #expect(error?.code == .unsupported)
  }

  // MARK: Replaced connections

  @Test func aReplicaThatDoesNotWriteIsNotReplaced() async throws {
    let server = try Server { words, _ in words[0] == "SET" ? "-READONLY no\r\n" : Server.bulk("value") }
    let channel = server.channel { $0.expectsReadOnly = true }
    defer { channel.close() }
    try await channel.connect(task: nil)
    // Before that, no connection is replaced.
    try await Task.sleep(for: .milliseconds(1100))
    let error = await #expect(throws: RedisError.self) { try await Server.ask("SET", "a", by: channel.submit) }
    #expect(error?.server?.kind == "READONLY")
    #expect(try await Server.ask("GET", "a", by: channel.submit) == "value")
    #expect(server.commands == ["SET a", "GET a"])
    #expect(server.connections == 1)
  }

  /// The new connection is not needed any more and gone when the old one breaks with something to be sent again.
  @Test func aReplacedConnectionThatBreaksIsAReasonToConnect() async throws {
    let server = try Server { words, connection in
      switch (words[0], connection) {
      case ("SET", 0): return "-READONLY no\r\n"
      case ("SET", _): return "+OK\r\n"
      case ("QUIT", _): return nil
      case (_, 0):
        Thread.sleep(forTimeInterval: 0.6)
        return nil
      default: return Server.bulk(words[1])
      }
    }
    let channel = server.channel()
    defer { channel.close() }
    try await channel.connect(task: nil)
    // A connection that was refused as soon as it stood is not worth another.
    try await Task.sleep(for: .milliseconds(1100))
    // On the loop, where they are sent in this order.
    try await withTaskExecutorPreference(channel.loop) {
      async let set = Server.ask("SET", "a", by: channel.submit)
      async let get = Server.ask("GET", "b", retrySafe: true, within: .seconds(30), by: channel.submit)
      let replied = try await set
      #expect(replied == "OK")
      _ = try? await Server.ask("QUIT", by: channel.submit)
      let value = try await get
      #expect(value == "b")
    }
  }

  // MARK: Limits

  @Test func whatIsRefusedCountsAsWaiting() async throws {
    let server = try Server { _, _ in "-BUSY busy\r\n" }
    let channel = server.channel { $0.queue.commands = 5 }
    defer { channel.close() }
    try await channel.connect(task: nil)
    // One after the other, so that none of them waits on this side.
    let soon = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<30 {
        group.addTask {
          try? await Task.sleep(for: .milliseconds(10 * number))
          let start = ContinuousClock.now
          _ = try? await Server.ask("GET", "\(number)", within: .seconds(2), by: channel.submit)
          return ContinuousClock.now - start < .seconds(1)
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(soon >= 20)
  }
}
