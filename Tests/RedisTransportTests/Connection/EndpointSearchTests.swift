import Foundation
import RESP
import Synchronization
import TestSupport
import Testing

@testable import RedisTransport

/// Connections that ask where the server is, and leave it when it has moved.
@Suite(.timeLimit(.minutes(1))) struct EndpointSearchTests {
  private typealias Server = ChannelTestServer

  /// Where the server is, at present.
  private final class Place: Sendable {
    private let state: Mutex<(endpoint: Endpoint, questions: Int)>

    init(_ endpoint: Endpoint) { state = Mutex((endpoint, 0)) }

    var questions: Int { state.withLock { $0.questions } }
    func move(to endpoint: Endpoint) { state.withLock { $0.endpoint = endpoint } }

    func find() async throws(RedisError) -> Endpoint {
      state.withLock { state in
        state.questions += 1
        return state.endpoint
      }
    }
  }

  /// Says who it is.
  private func server(_ name: String) throws -> Server {
    try Server { words, _ in words[0] == "SILENCE" ? "" : Server.bulk(name) }
  }

  private let error = RedisError(.connectionClosed, "it has moved")

  @Test func everyConnectAsks() async throws {
    let (first, second) = try (server("first"), server("second"))
    let place = Place(first.endpoint)
    let channel = first.channel { options in
      options.endpoint = .tcp(host: "nowhere.invalid", port: 1)
      options.resolveEndpoint = place.find
    }
    defer { channel.close() }
    #expect(try await Server.ask("WHO", by: channel.submit) == "first")
    #expect(place.questions == 1)
    place.move(to: second.endpoint)
    #expect(try await Server.ask("WHO", by: channel.submit) == "first")
    channel.withConnection { $0.close(RedisError(.connectionClosed, "cut")) }
    #expect(try await Server.ask("WHO", by: channel.submit) == "second")
    #expect(place.questions == 2)
  }

  @Test func aQuestionThatFailsOrTakesLong() async throws {
    let server = try server("only")
    var channel = server.channel { options in
      options.resolveEndpoint = { () async throws(RedisError) in throw RedisError(.connectFailed, "nobody knows") }
    }
    do throws(RedisError) {
      try await channel.connect(task: nil)
      Issue.record("it is connected")
    } catch {
      #expect(error.message == "nobody knows")
    }
    channel.close()
    let wasCancelled = Mutex(false)
    let cancelled = { @Sendable in wasCancelled.withLock { $0 = true } }
    channel = server.channel { options in
      options.connectTimeout = .milliseconds(50)
      options.resolveEndpoint = { () async throws(RedisError) in
        try? await Task.sleep(for: .seconds(30))
        if Task.isCancelled { cancelled() }
        throw RedisError(.cancelled, "cancelled")
      }
    }
    defer { channel.close() }
    do throws(RedisError) {
      try await channel.connect(task: nil)
      Issue.record("it is connected")
    } catch {
      #expect(error.code == .timedOut)
      #expect(error.message.hasPrefix("asking where the server is took longer than"))
    }
    for _ in 0..<500 where !wasCancelled.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
    #expect(wasCancelled.withLock { $0 })
    #expect(server.connections == 0)
  }

  @Test func whatIsUnderWayHasTimeToBeAnswered() async throws {
    let held = Mutex(true)
    let first = try Server { words, _ in
      while words[0] == "SLOW", held.withLock({ $0 }) { usleep(1000) }
      return Server.bulk("first")
    }
    let second = try server("second")
    let place = Place(first.endpoint)
    let channel = first.channel { $0.resolveEndpoint = place.find }
    defer { channel.close() }
    try await channel.connect(task: nil)
    let slow = Task { try await Server.ask("SLOW", by: channel.submit) }
    for _ in 0..<500 where first.commands.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    place.move(to: second.endpoint)
    channel.leave({ [there = second.endpoint] in $0 != there }, after: .seconds(20), because: error)
    for _ in 0..<500 where second.connections == 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(try await Server.ask("WHO", by: channel.submit) == "second")
    held.withLock { $0 = false }
    #expect(try await slow.value == "first")
    // It is where it should be.
    channel.leave({ [there = second.endpoint] in $0 != there }, after: .seconds(20), because: error)
    #expect(try await Server.ask("WHO", by: channel.submit) == "second")
    #expect(place.questions == 2)
    #expect(second.connections == 1)
  }

  @Test func whatIsNotAnsweredInTimeIsSettled() async throws {
    let first = try server("first")
    let second = try Server { _, _ in Server.bulk("second") }
    let place = Place(first.endpoint)
    let channel = first.channel { $0.resolveEndpoint = place.find }
    defer { channel.close() }
    try await channel.connect(task: nil)
    let unsafe = Task { try await Server.ask("SILENCE", by: channel.submit) }
    for _ in 0..<500 where first.commands.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    let safe = Task { try await Server.ask("SILENCE", retrySafe: true, by: channel.submit) }
    for _ in 0..<500 where first.commands.count < 2 { try await Task.sleep(for: .milliseconds(1)) }
    place.move(to: second.endpoint)
    channel.leave({ [there = second.endpoint] in $0 != there }, after: .milliseconds(20), because: error)
    do {
      _ = try await unsafe.value
      Issue.record("there is an answer")
    } catch let error as RedisError {
      #expect(error.mayHaveBeenApplied)
      #expect(error.message == "it has moved")
    }
    #expect(try await safe.value == "second")
  }

  /// The server has taken the connection, and does not answer the greeting.
  @Test func whoConnectsBeginsAgain() async throws {
    let second = try server("second")
    // It accepts, and says nothing.
    let silent = try ScriptedServer { peer, _ in while peer.command() != nil {} }
    defer { silent.stop() }
    let place = Place(.tcp(host: "127.0.0.1", port: silent.port))
    let channel = second.channel { $0.resolveEndpoint = place.find }
    defer { channel.close() }
    let answer = Task { try await Server.ask("WHO", by: channel.submit) }
    for _ in 0..<500 where place.questions == 0 { try await Task.sleep(for: .milliseconds(1)) }
    try await Task.sleep(for: .milliseconds(20))
    place.move(to: second.endpoint)
    channel.leave({ [there = second.endpoint] in $0 != there }, after: .seconds(20), because: error)
    #expect(try await answer.value == "second")
  }

  /// One that was replaced before, and has a reply to come that does not come.
  @Test func whatWasReplacedIsLeftToo() async throws {
    let (first, second) = try (server("first"), server("second"))
    let place = Place(first.endpoint)
    let channel = first.channel { $0.resolveEndpoint = place.find }
    defer { channel.close() }
    try await channel.connect(task: nil)
    let silent = Task { try await Server.ask("SILENCE", within: .seconds(50), by: channel.submit) }
    for _ in 0..<5000 where first.commands.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    place.move(to: second.endpoint)
    channel.withConnection { [error] in channel.replaceConnection($0, because: error) }
    // What is sent before that goes to the first one.
    for _ in 0..<5000 where second.connections == 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(try await Server.ask("WHO", by: channel.submit) == "second")
    channel.leave({ [there = second.endpoint] in $0 != there }, after: .milliseconds(10), because: error)
    let failure = await #expect(throws: RedisError.self) { try await silent.value }
    #expect(failure?.message == "it has moved")
    #expect(failure?.mayHaveBeenApplied == true)
    #expect(try await Server.ask("WHO", by: channel.submit) == "second")
    #expect(second.connections == 1)
  }

  @Test func aPoolLeavesToo() async throws {
    let (first, second) = try (server("first"), server("second"))
    let place = Place(first.endpoint)
    let pool = first.pool { $0.resolveEndpoint = place.find }
    defer { pool.close() }
    let lent = try await pool.lease(task: nil)
    let other = try await pool.lease(task: nil)
    pool.release(other, .none)
    place.move(to: second.endpoint)
    pool.leave({ [there = second.endpoint] in $0 != there }, after: .seconds(20), because: error)
    // Who has a connection keeps it for now.
    #expect(try await ask(lent, "WHO") == "first")
    let next = try await pool.lease(task: nil)
    #expect(try await ask(next, "WHO") == "second")
    pool.release(lent, .none)
    pool.release(next, .none)
    let (one, two) = try await (pool.lease(task: nil), pool.lease(task: nil))
    #expect(try await ask(one, "WHO") == "second")
    #expect(try await ask(two, "WHO") == "second")
    // And not for ever.
    place.move(to: first.endpoint)
    pool.leave({ [there = first.endpoint] in $0 != there }, after: .milliseconds(10), because: error)
    do throws(RedisError) {
      while true {
        _ = try await ask(one, "WHO")
        try? await Task.sleep(for: .milliseconds(1))
      }
    } catch {
      #expect(error.code == .connectionClosed)
    }
    pool.release(one, .none)
    pool.release(two, .none)
  }

  private func ask(_ connection: Connection, _ word: String) async throws(RedisError) -> String {
    try await Server.ask(word, by: { call in connection.loop.perform { connection.accept(call) } })
  }
}
