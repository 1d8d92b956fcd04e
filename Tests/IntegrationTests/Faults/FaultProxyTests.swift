import Foundation
import TestSupport
import Testing

/// The proxy itself: what the other fault tests rely on.
@Suite(.timeLimit(.minutes(1))) struct FaultProxyTests {
  /// Says everything back.
  private func echo() throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      while let bytes = peer.socket.read() { peer.socket.write(bytes) }
      peer.close()
    }
  }

  /// Writes bytes on one thread and reads as many on another.
  private func exchange(_ count: Int, over socket: LoopbackSocket) async -> (sent: [UInt8], received: [UInt8]) {
    var random = SplitMix(seed: UInt64(count))
    let sent = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    Thread.detachNewThread { socket.write(sent) }
    let received = await readOnThread(count, from: socket)
    return (sent, received)
  }

  /// Up to so many bytes; fewer if the connection ends before.
  private func readOnThread(_ count: Int, from socket: LoopbackSocket) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var received: [UInt8] = []
        while received.count < count, let bytes = socket.read() { received += bytes }
        continuation.resume(returning: received)
      }
    }
  }

  @Test func bytesPassInOrderHoweverTheyAreCut() async throws {
    let server = try echo()
    for profile in [nil, FaultProfile.pieces] {
      let plan = profile.map { FaultPlan(seed: 3, profile: $0) } ?? .none
      let proxy = try FaultProxy(to: server.port, plan: plan)
      defer { proxy.stop() }
      let socket = try LoopbackSocket.connect(port: proxy.port)
      defer { socket.close() }
      let (sent, received) = await exchange(profile == nil ? 3_000_000 : 50_000, over: socket)
      #expect(sent == received)
      let statistics = proxy.statistics
      #expect(statistics.requestBytes == sent.count)
      #expect(statistics.open == 1)
      if profile != nil { #expect(statistics.splits > 1000) }
    }
  }

  @Test func pausesAfterSoManyBytesAndLosesNone() async throws {
    let server = try echo()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let socket = try LoopbackSocket.connect(port: proxy.port)
    defer { socket.close() }
    proxy.pause(.replies, after: 10)
    let exchanged = Task { await exchange(2_000_000, over: socket) }
    while proxy.statistics.replyBytes < 10 { try await Task.sleep(for: .milliseconds(1)) }
    try await Task.sleep(for: .milliseconds(20))
    #expect(proxy.statistics.replyBytes == 10)
    // Whoever writes is held up too: nothing is read that could not be passed on.
    #expect(proxy.statistics.requestBytes < 2_000_000 || proxy.statistics.replyBytes == 10)
    proxy.resume()
    let (sent, received) = await exchanged.value
    #expect(sent == received)

    proxy.pause()
    let second = try LoopbackSocket.connect(port: proxy.port)
    defer { second.close() }
    let later = Task { await exchange(100, over: second) }
    try await Task.sleep(for: .milliseconds(20))
    #expect(proxy.statistics.accepted == 1)
    proxy.resume()
    let (asked, answered) = await later.value
    #expect(asked == answered)
  }

  @Test(arguments: FaultEnding.allCases) func cutsInEveryWay(_ ending: FaultEnding) async throws {
    let server = try echo()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let socket = try LoopbackSocket.connect(port: proxy.port)
    defer { socket.close() }
    let (sent, received) = await exchange(10, over: socket)
    #expect(sent == received)
    proxy.cutAll(ending)
    errno = 0
    #expect(socket.read() == nil)
    #expect(errno == (ending == .reset ? ECONNRESET : 0))
    #expect(proxy.statistics.cuts == 1)
    // What is half closed ends when the other half does.
    #expect(proxy.statistics.open == (ending == .halfClose ? 1 : 0))
    if ending == .halfClose {
      #expect(socket.write("still taken"))
      while proxy.statistics.requestBytes < 21 { try await Task.sleep(for: .milliseconds(1)) }
      _ = shutdown(socket.descriptor, Int32(SHUT_WR))
      while proxy.statistics.open > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func refusesAndListensAgain() async throws {
    let server = try echo()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    proxy.refuse(true)
    #expect(throws: LoopbackSocket.Failure.self) { try LoopbackSocket.connect(port: proxy.port) }
    proxy.refuse(false)
    let socket = try LoopbackSocket.connect(port: proxy.port)
    defer { socket.close() }
    let (sent, received) = await exchange(10, over: socket)
    #expect(sent == received)
  }

  @Test func aBlackHoleStaysOne() async throws {
    let server = try echo()
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let old = try LoopbackSocket.connect(port: proxy.port)
    defer { old.close() }
    let (sent, received) = await exchange(10, over: old)
    #expect(sent == received)
    proxy.blackhole(true)
    old.write("lost")
    let silent = try LoopbackSocket.connect(port: proxy.port)
    defer { silent.close() }
    silent.write("lost")
    while proxy.statistics.blackholes < 2 { try await Task.sleep(for: .milliseconds(1)) }
    proxy.blackhole(false)
    let new = try LoopbackSocket.connect(port: proxy.port)
    defer { new.close() }
    let (asked, answered) = await exchange(10, over: new)
    #expect(asked == answered)
    // It counts what it has passed on.
    while proxy.statistics.replyBytes < 20 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(proxy.statistics.replyBytes == 20)
    for socket in [old, silent] { _ = fcntl(socket.descriptor, F_SETFL, O_NONBLOCK) }
    #expect(old.read() == nil)
    #expect(errno == EAGAIN)
    #expect(silent.read() == nil)
    #expect(errno == EAGAIN)
  }

  @Test func aServerThatIsNotThereIsAResetConnection() async throws {
    let (deaf, port) = try LoopbackSocket.deaf()
    defer { deaf.close() }
    let proxy = try FaultProxy(to: port)
    defer { proxy.stop() }
    let socket = try LoopbackSocket.connect(port: proxy.port)
    defer { socket.close() }
    #expect(socket.read() == nil)
    while proxy.statistics.open > 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(proxy.statistics.refused == 1)
    let server = try echo()
    proxy.lead(to: server.port)
    let second = try LoopbackSocket.connect(port: proxy.port)
    defer { second.close() }
    let (sent, received) = await exchange(10, over: second)
    #expect(sent == received)
  }

  @Test(arguments: FrameCorruption.Part.allCases) func changesOneByteOfTheFraming(_ part: FrameCorruption.Part) async throws {
    let server = try echo()
    var profile = FaultProfile.pieces
    profile.corruption = FrameCorruption(part, after: 1)
    let proxy = try FaultProxy(to: server.port, plan: FaultPlan(seed: 1, profile: profile))
    defer { proxy.stop() }
    let socket = try LoopbackSocket.connect(port: proxy.port)
    defer { socket.close() }
    let stream = "$-1\r\n$6\r\n:5\r\nab\r\n*1\r\n$2\r\nxy\r\n$0\r\n\r\n"
    socket.write(stream)
    let received = String(decoding: await readOnThread(stream.utf8.count, from: socket), as: UTF8.self)
    let expected = switch part {
    case .type: "$-1\r\n\u{7}6\r\n:5\r\nab\r\n*1\r\n$2\r\nxy\r\n$0\r\n\r\n"
    case .length: "$-1\r\n$6\r\n:5\r\nab\r\n*1\r\n$x\r\nxy\r\n$0\r\n\r\n"
    case .shorterLength: "$-1\r\n$6\r\n:5\r\nab\r\n*1\r\n$1\r\nxy\r\n$0\r\n\r\n"
    case .carriageReturn: "$-1\r\n$6x\n:5\r\nab\r\n*1\r\n$2\r\nxy\r\n$0\r\n\r\n"
    case .lineFeed: "$-1\r\n$6\rx:5\r\nab\r\n*1\r\n$2\r\nxy\r\n$0\r\n\r\n"
    case .end: "$-1\r\n$6\r\n:5\r\nab\r\n*1\r\n$2\r\nxyx\n$0\r\n\r\n"
    }
    #expect(received == expected)
    #expect(proxy.statistics.corruptions == 1)
  }

  #if os(Linux)
    @Test func leavesNothingBehind() async throws {
      let server = try echo()
      let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      for _ in 0..<400 {
        let proxy = try FaultProxy(to: server.port)
        let socket = try LoopbackSocket.connect(port: proxy.port)
        socket.write("x")
        proxy.stop()
        socket.close()
        proxy.pause()
        proxy.stop()
      }
      // Other tests open and close descriptors meanwhile.
      let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      #expect(after < before + 300)
    }
  #endif
}
