import Foundation

/// What the proxy does with descriptors, none of which waits.
enum FaultSocket {
  enum Transfer: Equatable {
    case bytes(Int)
    case wouldBlock
    case ended
    case failed
  }

  static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
    #if canImport(Darwin)
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, 4)
    #endif
  }

  /// Begins to connect; nil if that fails at once.
  static func connect(to port: Int) -> Int32? {
    guard let descriptor = try? LoopbackSocket.make() else { return nil }
    prepare(descriptor)
    var address = LoopbackSocket.address
    address.sin_port = in_port_t(port).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status == 0 || errno == EINPROGRESS || errno == EINTR { return descriptor }
    Foundation.close(descriptor)
    return nil
  }

  static func isConnected(_ descriptor: Int32) -> Bool {
    var number: Int32 = 0
    var size = socklen_t(4)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) == 0 && number == 0
  }

  static func read(_ descriptor: Int32, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Transfer {
    let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
    if count > 0 { return .bytes(count) }
    return count == 0 ? .ended : failure()
  }

  static func write(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Transfer {
    #if canImport(Darwin)
      let count = send(descriptor, bytes.baseAddress, bytes.count, 0)
    #else
      let count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
    return count >= 0 ? .bytes(count) : failure()
  }

  private static func failure() -> Transfer {
    [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? .wouldBlock : .failed
  }

  /// Ends the direction away from here.
  static func finish(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  static func close(_ descriptor: Int32, withReset: Bool = false) {
    if withReset {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }
    Foundation.close(descriptor)
  }
}
