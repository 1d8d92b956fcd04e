import CommandTestSupport
import RedisTransport
import Testing

@testable import TypedRedis

@Suite(.timeLimit(.minutes(1))) struct CredentialTests {
  private struct Leaky: Error { let text = "topsecret" }

  private struct Failing: RedisCredentialProvider {
    let error: any Error
    func credentials() async throws -> RedisCredentials { throw error }
  }

  @Test func readyMadeProviders() async throws {
    let fixed = RedisCredentials(user: "ada", password: "pw")
    let providers: [any RedisCredentialProvider] = [fixed, .asking { fixed }, RotatingCredentials(fixed)]
    for provider in providers {
      #expect(try await provider.credentials() == fixed)
      let source = CredentialSource(provider)
      #expect(try await source.ask() == CredentialSource.Answer(credentials: fixed, age: 0))
      source.announce(RedisCredentials(password: "new"))
      #expect(source.newer(than: 0)?.credentials.password == "new")
      #expect(source.newer(than: 1) == nil)
    }
    #expect(providers.map { $0.rotations() != nil } == [false, false, true])
  }

  @Test func anErrorIsKeptAndNotShown() async throws {
    let error = await #expect(throws: RedisError.self) { try await CredentialSource(Failing(error: Leaky())).ask() }
    #expect(error?.code == .connectFailed)
    #expect(error?.underlying is Leaky)
    #expect(error?.description == "the provider in credentials failed: Leaky")
    let secret = RedisError(.handshakeFailed, "topsecret")
    let final = await #expect(throws: RedisError.self) { try await CredentialSource(Failing(error: secret)).ask() }
    #expect(final?.code == .handshakeFailed)
    #expect(final?.description.contains("topsecret") == false)
    #expect(final?.underlying as? RedisError == secret)
  }

  @Test func everyListenerHearsOfRotations() async throws {
    let first = RedisCredentials(password: "1")
    let rotating = RotatingCredentials(first)
    let streams = [rotating.rotations(), rotating.rotations()].compactMap(\.self)
    #expect(rotating.listenerCount == 2)
    // Who listens late is told the latest only.
    for number in 2...4 { rotating.rotate(to: RedisCredentials(password: "\(number)")) }
    #expect(rotating.credentials().password == "4")
    for stream in streams {
      var iterator = stream.makeAsyncIterator()
      #expect(await iterator.next()?.password == "4")
    }
  }

  /// Else open connections would be left with other credentials than new ones get.
  @Test func ofTwoRotationsAtOnceEverybodyHearsTheSameLast() async throws {
    for _ in 0..<200 {
      let rotating = RotatingCredentials(RedisCredentials(password: ""))
      let stream = try #require(rotating.rotations())
      await withTaskGroup { group in
        for number in 0..<8 { group.addTask { rotating.rotate(to: RedisCredentials(password: "\(number)")) } }
      }
      var iterator = stream.makeAsyncIterator()
      #expect(await iterator.next() == rotating.credentials())
    }
  }

  @Test func listenersThatEndAreForgotten() async throws {
    let rotating = RotatingCredentials(RedisCredentials(password: "1"))
    let stream = try #require(rotating.rotations())
    let task = Task { for await _ in stream {} }
    task.cancel()
    await task.value
    #expect(rotating.listenerCount == 0)
  }

  @Test func streamsEndWithTheirProvider() async throws {
    var rotating: RotatingCredentials? = RotatingCredentials(RedisCredentials(password: "1"))
    let stream = try #require(rotating?.rotations())
    let task = Task { for await _ in stream {} }
    rotating = nil
    await task.value
    #expect(rotating == nil)
  }

  @Test func aClientListensUntilItIsClosedOrDropped() async throws {
    let rotating = RotatingCredentials(RedisCredentials(password: "1"))
    var options = RedisOptions()
    options.credentials = rotating
    let closed = Redis(options)
    do {
      let dropped = Redis(options)
      #expect(rotating.listenerCount == 2)
      _ = dropped
    }
    for _ in 0..<500 where rotating.listenerCount != 1 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(rotating.listenerCount == 1)
    closed.close()
    for _ in 0..<500 where rotating.listenerCount != 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(rotating.listenerCount == 0)
  }

  @Test func theCommandThatAuthenticatesAgain() {
    expectWire(RedisCredentials(user: "ada", password: "pw").command, ["AUTH", "ada", "pw"])
    expectWire(RedisCredentials(password: "pw").command, ["AUTH", "pw"])
  }

  @Test func aConnectionAsksBeforeItsHandshake() async throws {
    let rotating = RotatingCredentials(RedisCredentials(user: "ada", password: "1"))
    var options = RedisOptions()
    options.credentials = rotating
    options.sendsLibraryInfo = false
    let source = CredentialSource(rotating)
    let prepare = try #require(options.connectionOptions(source).prepareHandshake)
    var handshake = try await prepare()
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    #expect(sent(&encoder) == frame(["HELLO", "3", "AUTH", "ada", "1"]))
    // What is announced meanwhile is said before anyone uses the connection.
    source.announce(RedisCredentials(user: "ada", password: "2"))
    let hello = try RESPValue.parse(Array("%1\r\n+proto\r\n:3\r\n".utf8))
    guard case .waiting = handshake.receive(hello, into: &encoder) else {
      Issue.record("expected to wait")
      return
    }
    #expect(sent(&encoder) == frame(["AUTH", "ada", "2"]))
    guard case .ready = handshake.receive(.simpleString("OK"), into: &encoder) else {
      Issue.record("expected to be ready")
      return
    }
  }

  @Test func whatIsAnnouncedWhileAskingIsNewer() async throws {
    let sources = AsyncStream.makeStream(of: CredentialSource.self)
    let source = CredentialSource(
      .asking {
        for await source in sources.stream { source.announce(RedisCredentials(password: "new")) }
        return RedisCredentials(password: "old")
      })
    sources.continuation.yield(source)
    sources.continuation.finish()
    #expect(try await source.ask() == CredentialSource.Answer(credentials: RedisCredentials(password: "new"), age: 1))
  }

  private func sent(_ encoder: inout CommandEncoder) -> String {
    defer { encoder.removeAll() }
    return encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
