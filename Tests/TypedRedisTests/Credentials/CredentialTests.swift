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
      #expect(source.latest == nil)
      #expect(try await source.ask() == fixed)
      #expect(source.latest == fixed)
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
    let source = CredentialSource(rotating)
    let prepare = try #require(options.connectionOptions(source).prepareHandshake)
    var handshake = try await prepare()
    var encoder = CommandEncoder()
    handshake.start(into: &encoder)
    #expect(sent(&encoder).contains(frame(["HELLO", "3", "AUTH", "ada", "1"])))
    // What came meanwhile is used when the connection is made as new.
    source.note(RedisCredentials(user: "ada", password: "2"))
    handshake.restart(into: &encoder)
    let again = sent(&encoder)
    #expect(again.hasPrefix(frame(["RESET"]) + frame(["HELLO", "3", "AUTH", "ada", "2"])))
  }

  private func sent(_ encoder: inout CommandEncoder) -> String {
    defer { encoder.removeAll() }
    return encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
