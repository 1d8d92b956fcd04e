import Foundation
import Synchronization

/// Passes bytes between clients and a port on the loopback interface, in pieces as small as wanted.
public final class Relay: Sendable {
  public let port: Int
  private let listener: LoopbackSocket
  private let isHeld = Mutex(false)
  private let sockets = Mutex<[LoopbackSocket]>([])

  /// - Parameters:
  ///   - target: the port to pass bytes to.
  ///   - piece: how many bytes are passed on at a time, at random.
  public init(to target: Int, piece: ClosedRange<Int> = 1...4096) throws {
    let (listener, port) = try LoopbackSocket.listen()
    self.listener = listener
    self.port = port
    Thread.detachNewThread { [weak self] in
      while let client = listener.accept() {
        guard let self, let server = try? LoopbackSocket.connect(port: target) else { return client.close() }
        self.sockets.withLock { $0 += [client, server] }
        for socket in [client, server] {
          var yes: Int32 = 1
          setsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
        }
        self.pass(from: client, to: server, piece)
        self.pass(from: server, to: client, piece)
      }
    }
  }

  deinit {
    listener.close()
    for socket in sockets.withLock({ $0 }) { socket.close() }
  }

  /// Passes nothing on from clients to the server meanwhile.
  public func hold(_ held: Bool) { isHeld.withLock { $0 = held } }

  private func pass(from source: LoopbackSocket, to target: LoopbackSocket, _ piece: ClosedRange<Int>) {
    let isUpstream = sockets.withLock { $0.count.isMultiple(of: 2) && $0.dropLast().last?.descriptor == source.descriptor }
    Thread.detachNewThread { [weak self] in
      var room = [UInt8](repeating: 0, count: piece.upperBound)
      while true {
        while isUpstream, self?.isHeld.withLock({ $0 }) == true { usleep(1000) }
        let count = recv(source.descriptor, &room, Int.random(in: piece), 0)
        guard count > 0, target.write(Array(room[..<count])) else { break }
      }
      _ = shutdown(target.descriptor, Int32(SHUT_WR))
    }
  }
}
