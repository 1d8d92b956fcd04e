import RedisTransport
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Idle connections that are asked for a sign of life.
@Suite(.timeLimit(.minutes(1))) struct ProbeTests {
  @Test func anIdleConnectionThatIsDeadIsReplaced() async throws {
    let server = try await RealServer.common()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let options = try RedisOptions(url: proxy.url)
    var connection = ConnectionOptions(endpoint: options.endpoint) { HelloHandshake(options) }
    connection.probeInterval = .milliseconds(50)
    connection.probeTimeout = .milliseconds(1000)
    connection.probe = { encoder in
      Commands.PING().encode(into: &encoder)
    }
    let failures = Mutex<[RedisError]>([])
    connection.observe = { event in
      if case .disconnected(let error) = event { failures.withLock { $0.append(error) } }
    }
    let loop = EventLoop()
    let channel = ReconnectingChannel(loop: loop, options: connection)
    defer {
      channel.close()
      loop.stop()
    }
    try await channel.connect(task: nil)
    // Some probes are answered; then none is, and nobody calls a command.
    let atFirst = proxy.statistics.replyBytes
    while proxy.statistics.replyBytes < atFirst + 14 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(proxy.statistics.accepted == 1)
    // It has to have stood for a while to come back without being needed.
    try await Task.sleep(for: .milliseconds(1100))
    proxy.blackhole(true)
    proxy.blackhole(false)
    while proxy.statistics.accepted < 2 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(failures.withLock { $0.first }?.code == .timedOut)
  }
}
