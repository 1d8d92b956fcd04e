import Foundation
import Synchronization

/// Passes bytes between clients and a port on the loopback interface, in pieces as small as wanted.
public final class Relay: Sendable {
  public let port: Int
  private let listener: LoopbackSocket
  private let state = State()

  /// - Parameters:
  ///   - target: the port to pass bytes to.
  ///   - piece: how many bytes are passed on at a time, at random.
  public init(to target: Int, piece: ClosedRange<Int> = 1...4096) throws {
    let (listener, port) = try LoopbackSocket.listen()
    self.listener = listener
    self.port = port
    Thread.detachNewThread { [state] in
      while let client = listener.accept().map(End.init) {
        guard let server = try? End(LoopbackSocket.connect(port: target)) else { return }
        state.ends.withLock { $0 += [client, server] }
        Thread.detachNewThread { state.pass(from: client, to: server, piece, isUpstream: true) }
        Thread.detachNewThread { state.pass(from: server, to: client, piece, isUpstream: false) }
      }
    }
  }

  deinit {
    listener.close()
    state.isHeld.withLock { $0 = false }
    for end in state.ends.withLock({ $0 }) { end.shut() }
  }

  /// Passes nothing on from clients to the server meanwhile.
  public func hold(_ held: Bool) { state.isHeld.withLock { $0 = held } }

  private final class State: Sendable {
    let isHeld = Mutex(false)
    let ends = Mutex<[End]>([])

    func pass(from source: End, to target: End, _ piece: ClosedRange<Int>, isUpstream: Bool) {
      var room = [UInt8](repeating: 0, count: piece.upperBound)
      while true {
        while isUpstream, isHeld.withLock({ $0 }) { usleep(1000) }
        let count = recv(source.socket.descriptor, &room, Int.random(in: piece), 0)
        guard count > 0, target.socket.write(Array(room[..<count])) else { break }
      }
      _ = shutdown(target.socket.descriptor, Int32(SHUT_WR))
    }
  }

  private final class End: Sendable {
    let socket: LoopbackSocket

    init(_ socket: LoopbackSocket) {
      self.socket = socket
      var yes: Int32 = 1
      setsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
    }

    // Only here, so that no descriptor is touched once another socket may have its number.
    deinit { Foundation.close(socket.descriptor) }

    func shut() { _ = shutdown(socket.descriptor, Int32(SHUT_RDWR)) }
  }
}
