import Foundation
import Synchronization

/// A server that says what a test wants it to say, however wrong that is.
public final class ScriptedServer: Sendable {
  public let port: Int
  private let listener: LoopbackSocket
  private let peers = Mutex<[Peer]>([])
  private let isStopped = Mutex(false)

  public var url: String { "redis://127.0.0.1:\(port)" }

  /// Runs `script` on a thread of its own for every connection, numbered from 0.
  public init(_ script: @escaping @Sendable (Peer, Int) -> Void) throws {
    let (listener, port) = try LoopbackSocket.listen()
    self.listener = listener
    self.port = port
    Thread.detachNewThread { [weak self] in
      var number = 0
      while let socket = listener.accept() {
        let peer = Peer(socket)
        self?.peers.withLock { $0.append(peer) }
        let index = number
        number += 1
        Thread.detachNewThread { script(peer, index) }
      }
    }
  }

  deinit { stop() }

  public func stop() {
    // Once: the descriptor's number may be somebody else's soon.
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    guard isFirst else { return }
    listener.close()
    for peer in peers.withLock({ peers in
      defer { peers = [] }
      return peers
    }) { peer.close() }
  }

  /// One connection, seen from the server.
  public final class Peer: @unchecked Sendable {
    public let socket: LoopbackSocket
    private var pending: [UInt8] = []

    init(_ socket: LoopbackSocket) { self.socket = socket }

    // Only here, so that no descriptor is touched once another socket may have its number.
    deinit { Foundation.close(socket.descriptor) }

    @discardableResult
    public func send(_ text: String) -> Bool { socket.write(text) }

    /// Ends the connection in both directions.
    public func close() { _ = shutdown(socket.descriptor, Int32(SHUT_RDWR)) }

    /// The next command's words, or nil at the end.
    public func command() -> [String]? {
      guard let count = line().flatMap({ Int($0.dropFirst()) }) else { return nil }
      var words: [String] = []
      for _ in 0..<count {
        guard let length = line().flatMap({ Int($0.dropFirst()) }),
          let bytes = take(length + 2)
        else { return nil }
        words.append(String(decoding: bytes.dropLast(2), as: UTF8.self))
      }
      return words
    }

    /// Answers the commands of a connection's set-up, up to the first other one, which it gives.
    public func greet() -> [String]? {
      while let words = command() {
        switch words[0] {
        case "HELLO": send("%2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$5\r\nproto\r\n:3\r\n")
        case "CLIENT", "SELECT", "AUTH": send("+OK\r\n")
        default: return words
        }
      }
      return nil
    }

    private func fill() -> Bool {
      guard let bytes = socket.read() else { return false }
      pending += bytes
      return true
    }

    private func line() -> String? {
      while true {
        if let end = pending.firstIndex(of: 13), end + 1 < pending.count {
          let text = String(decoding: pending[..<end], as: UTF8.self)
          pending.removeFirst(end + 2)
          return text
        }
        guard fill() else { return nil }
      }
    }

    private func take(_ count: Int) -> [UInt8]? {
      while pending.count < count {
        guard fill() else { return nil }
      }
      defer { pending.removeFirst(count) }
      return Array(pending[..<count])
    }
  }
}
