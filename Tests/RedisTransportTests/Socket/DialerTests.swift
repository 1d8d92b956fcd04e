import Foundation
import RESP
import Synchronization
import TestSupport
import Testing

@testable import RedisTransport

/// Several addresses for one name, some of which lead nowhere.
@Suite(.timeLimit(.minutes(1))) struct DialerTests {
  /// The loopback interface has many addresses on Linux: 127.0.0.1 and 127.0.0.2 are two hosts with the same port.
  private func address(_ host: String, _ port: Int) throws -> SocketAddress {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    try #require(inet_pton(AF_INET, host, &address.sin_addr) == 1)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        SocketAddress($0, length: socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private func dial(_ addresses: [SocketAddress], port: Int) async -> Result<Int32, RedisError> {
    let options = ConnectionOptions(endpoint: .tcp(host: "test", port: port)) { NoHandshake() }
    let loop = EventLoop()
    defer { loop.stop() }
    return await withUnsafeContinuation { continuation in
      loop.perform {
        let dialer = Dialer(to: addresses, of: options.endpoint, options: options, on: loop) { continuation.resume(returning: $0) }
        dialer.start()
      }
    }
  }

  @Test func anAddressThatSaysNothingDoesNotHoldUpTheNext() async throws {
    let (listener, port) = try LoopbackSocket.listen()
    defer { listener.close() }
    // Nobody answers at this address from the documentation's range, or the system says at once that it leads nowhere.
    let outcome = await dial([try address("192.0.2.1", port), try address("127.0.0.1", port)], port: port)
    let descriptor = try outcome.get()
    _ = close(descriptor)
  }

  @Test func refusedAddressesAreTriedInTurnAndTheLastReasonIsSaid() async throws {
    let (deaf, port) = try LoopbackSocket.deaf()
    defer { deaf.close() }
    let outcome = await dial([try address("127.0.0.1", port), try address("127.0.0.2", port)], port: port)
    guard case .failure(let error) = outcome else {
      Issue.record("nobody listens, and yet there is a connection")
      return
    }
    #expect(error.code == .connectFailed)
    #expect(error.message.contains("refused"))
    #expect(error.message.contains("test:\(port)"))
  }

  @Test func withoutAddressesItFails() async {
    let outcome = await dial([], port: 1)
    #expect(throws: RedisError.self) { try outcome.get() }
  }
}

private struct NoHandshake: ConnectionHandshake {
  mutating func start(into encoder: inout CommandEncoder) {}
  mutating func restart(into encoder: inout CommandEncoder) {}
  mutating func receive(_ reply: RESPValue, into encoder: inout CommandEncoder) -> HandshakeProgress { .waiting }
}
