import TestSupport
import Testing
import TypedRedis

/// Idle connections that are asked for a sign of life.
@Suite(.timeLimit(.minutes(1))) struct ProbeTests {
  @Test func anIdleConnectionThatIsDeadIsReplaced() async throws {
    let server = try await RealServer.common()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    var options = try RedisOptions(url: proxy.url)
    options.probeInterval = .milliseconds(50)
    options.probeTimeout = .milliseconds(500)
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    // Some probes are answered; then none is, and nobody calls a command.
    let atFirst = proxy.statistics.replyBytes
    while proxy.statistics.replyBytes < atFirst + 14 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(proxy.statistics.accepted == 1)
    // It has to have stood for a while to come back without being needed.
    try await Task.sleep(for: .milliseconds(1100))
    proxy.blackhole(true)
    proxy.blackhole(false)
    while proxy.statistics.accepted < 2 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try await redis.withTimeout(.seconds(10)).echo(message: "there", as: String.self) == "there")
    #expect(proxy.statistics.accepted == 2)
  }
}
