import Foundation
import Synchronization

/// A blocking socket on the loopback interface.
public struct LoopbackSocket: Sendable {
  public let descriptor: Int32

  public struct Failure: Error {
    public let call: String
    public let number: Int32
  }

  static var address: sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }

  static func make() throws -> Int32 {
    #if canImport(Darwin)
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    guard descriptor >= 0 else { throw Failure(call: "socket", number: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// A socket that listens on a free port, and that port.
  public static func listen(port: Int = 0) throws -> (LoopbackSocket, port: Int) {
    try bound(to: port, listening: true)
  }

  /// A socket that nobody can connect to, and its port, which is nobody else's meanwhile.
  public static func deaf() throws -> (LoopbackSocket, port: Int) {
    try bound(to: 0, listening: false)
  }

  private static func bound(to port: Int, listening: Bool) throws -> (LoopbackSocket, port: Int) {
    let descriptor = try make()
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
    var address = address
    address.sin_port = in_port_t(port).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, size) == 0
          && (!listening || Foundation.listen(descriptor, 64) == 0)
          && getsockname(descriptor, pointer, &size) == 0
      }
    }
    guard status else {
      let number = errno
      Foundation.close(descriptor)
      throw Failure(call: "listen", number: number)
    }
    return (LoopbackSocket(descriptor: descriptor), Int(UInt16(bigEndian: address.sin_port)))
  }

  /// A port that nothing listens on, for a process that is to listen on it soon. No two calls give the same one: a server whose port
  /// was taken meanwhile ends, and its test would talk to somebody else's.
  public static func freePort() throws -> Int {
    // Below those that the system hands out: it could give the same one to somebody else meanwhile.
    for _ in 0..<1000 {
      let port = 20_000 + portsGiven.wrappingAdd(1, ordering: .relaxed).oldValue % 12_000
      guard let (socket, _) = try? listen(port: port) else { continue }
      socket.close()
      return port
    }
    let (socket, port) = try listen()
    socket.close()
    return port
  }

  /// Test processes that run at the same time begin far from each other.
  private static let portsGiven = Atomic<Int>(Int(getpid()) % 997 * 613)

  public static func connect(port: Int) throws -> LoopbackSocket {
    let descriptor = try make()
    var address = address
    address.sin_port = in_port_t(port).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      let number = errno
      Foundation.close(descriptor)
      throw Failure(call: "connect", number: number)
    }
    return LoopbackSocket(descriptor: descriptor)
  }

  public func accept() -> LoopbackSocket? {
    let peer = Foundation.accept(descriptor, nil, nil)
    guard peer >= 0 else { return nil }
    _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
    return LoopbackSocket(descriptor: peer)
  }

  /// What has arrived, or nil at the end.
  public func read() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { bytes in
        #if canImport(Darwin)
          send(descriptor, bytes.baseAddress, bytes.count, 0)
        #else
          send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #endif
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  public func close() {
    _ = shutdown(descriptor, Int32(SHUT_RDWR))
    Foundation.close(descriptor)
  }

  /// Ends the connection with a reset instead of a farewell. The descriptor stays, to be closed.
  public func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    dup2(nothing, descriptor)
    Foundation.close(nothing)
  }
}
