import Foundation
import RESP
import TestSupport

@testable import RedisTransport

/// Drives a stream over a socket that does not block, as a connection on its loop would.
final class TLSProbe {
  let stream: TLSStream
  let socket: LoopbackSocket
  private(set) var received: [UInt8] = []
  private var descriptor: Int32 { socket.descriptor }

  /// Connects, and does the handshake.
  ///
  /// - Parameter buffers: the size of the socket's buffers.
  convenience init(_ options: TLSOptions, to port: Int, as host: String = "localhost", buffers: Int32? = nil) throws {
    try self.init(TLSContext(options), to: port, as: host, buffers: buffers)
    try handshake()
  }

  init(_ context: TLSContext, to port: Int, as host: String = "localhost", buffers: Int32? = nil) throws {
    stream = try TLSStream(context, host: host)
    socket = try LoopbackSocket.connect(port: port)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    if var size = buffers {
      setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, 4)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
    }
  }

  deinit {
    stream.close(descriptor)
    socket.close()
  }

  private func wait(for events: Int32) throws {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    guard poll(&entry, 1, 30_000) > 0 else { throw RedisError(.timedOut, "the socket stays silent") }
  }

  func waitForRoom() throws { try wait(for: POLLOUT) }

  func handshake() throws {
    while true {
      switch stream.handshake(descriptor) {
      case .done: return
      case .wouldBlock(let wantsWrite): try wait(for: wantsWrite ? POLLOUT : POLLIN)
      case .failed(let error): throw error
      }
    }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Returns how often the socket was full.
  @discardableResult
  func send(_ bytes: [UInt8]) throws -> Int {
    var sent = 0
    var waits = 0
    while sent < bytes.count {
      switch bytes[sent...].withUnsafeBytes({ stream.write(descriptor, $0) }) {
      case .bytes(let count): sent += count
      case .wouldBlock:
        waits += 1
        try wait(for: POLLOUT)
      case .closed: throw RedisError(.connectionClosed, "closed while writing")
      case .failed(let number): throw RedisError(.connectionClosed, describe(errno: number))
      case .refused(let error): throw error
      }
    }
    return waits
  }

  /// Reads once, having waited if need be: false at the end.
  func readMore(room: Int = 32 * 1024) throws -> Bool {
    var bytes = [UInt8](repeating: 0, count: room)
    while true {
      if !stream.hasBufferedInput { try wait(for: POLLIN) }
      switch bytes.withUnsafeMutableBytes({ stream.read(descriptor, into: $0) }) {
      case .bytes(let count):
        received += bytes[..<count]
        return true
      case .wouldBlock: continue
      case .closed: return false
      case .failed(let number): throw RedisError(.connectionClosed, describe(errno: number))
      case .refused(let error): throw error
      }
    }
  }

  /// The next `count` bytes, or fewer at the end.
  func receive(_ count: Int, room: Int = 32 * 1024) throws -> [UInt8] {
    while received.count < count, try readMore(room: room) {}
    defer { received.removeFirst(min(count, received.count)) }
    return Array(received.prefix(count))
  }

  /// Sends PING and gives the answer.
  func ping() throws -> String {
    try send("PING\r\n")
    return String(decoding: try receive(7), as: UTF8.self)
  }
}

extension TLSOptions {
  /// Trusts the tests' authority.
  static func trusting(_ authority: TestCertificate = .authority, _ change: (inout TLSOptions) -> Void = { _ in })
    -> TLSOptions
  {
    var options = TLSOptions()
    options.trust = [.file(authority.file)]
    change(&options)
    return options
  }
}

/// The error that connecting, or the first command, gives.
func refusal(
  _ options: TLSOptions, to port: Int, as host: String = "localhost"
) -> RedisError? {
  do {
    _ = try TLSProbe(options, to: port, as: host).ping()
    return nil
  } catch {
    return error as? RedisError
  }
}
