import CRedisPlatform
import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system calls on a stream socket.
enum Socket {
  enum Transfer {
    case bytes(Int)
    case wouldBlock
    case closed
    case failed(Int32)
    /// TLS, or the server by means of it, says why not.
    case refused(RedisError)
  }

  /// Starts connecting, without waiting. `isConnected` says if that is done already.
  static func connect(to address: SocketAddress, options: ConnectionOptions) -> Result<
    (descriptor: Int32, isConnected: Bool), SystemError
  > {
    #if canImport(Glibc)
      let type = Int32(SOCK_STREAM.rawValue)
    #else
      let type = SOCK_STREAM
    #endif
    let descriptor = socket(address.family, type, 0)
    guard descriptor >= 0 else { return .failure(SystemError(call: "socket", number: errno)) }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    #if canImport(Darwin)
      set(descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1)
    #endif
    if address.family != AF_UNIX {
      set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      if let keepAlive = options.keepAlive { keep(descriptor, alive: keepAlive) }
      #if !canImport(Darwin)
        if let limit = options.userTimeout {
          set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, limit.whole(.milliseconds))
        }
      #endif
    }
    var status: Int32
    repeat {
      status = address.withPointer { pointer, length in
        #if canImport(Glibc)
          Glibc.connect(descriptor, pointer, length)
        #elseif canImport(Musl)
          Musl.connect(descriptor, pointer, length)
        #else
          Darwin.connect(descriptor, pointer, length)
        #endif
      }
    } while status != 0 && errno == EINTR
    if status == 0 { return .success((descriptor, true)) }
    let number = errno
    if number == EINPROGRESS { return .success((descriptor, false)) }
    close(descriptor)
    return .failure(SystemError(call: "connect", number: number))
  }

  /// 0 once the connection stands, else the error number.
  static func pendingError(_ descriptor: Int32) -> Int32 {
    var number: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) == 0 else { return errno }
    return number
  }

  static func read(_ descriptor: Int32, into room: UnsafeMutableRawBufferPointer) -> Transfer {
    while true {
      let count = recv(descriptor, room.baseAddress, room.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .closed }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return .wouldBlock
      default: return .failed(errno)
      }
    }
  }

  static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    while true {
      let count = send(descriptor, bytes.baseAddress, bytes.count, flags)
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return .wouldBlock
      default: return .failed(errno)
      }
    }
  }

  private static func keep(_ descriptor: Int32, alive options: KeepAlive) {
    set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
    #if canImport(Darwin)
      set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPALIVE, options.idle.whole(.seconds))
    #else
      set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, options.idle.whole(.seconds))
    #endif
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, options.interval.whole(.seconds))
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, Int32(clamping: max(1, options.count)))
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    _ = setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}

extension Duration {
  fileprivate enum Unit: UInt64 {
    case seconds = 1_000_000_000
    case milliseconds = 1_000_000
  }

  /// What the system takes: whole units, at least one.
  fileprivate func whole(_ unit: Unit) -> Int32 {
    Int32(clamping: max(1, saturatedNanoseconds / unit.rawValue))
  }
}
