#if os(Linux)
  import CRedisPlatform
  #if canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif

  /// Linux: epoll, level-triggered, woken by an eventfd.
  final class EpollPoller: Poller {
    private let epoll: Int32
    private let wakeup: Int32
    private let capacity: Int32 = 256
    private let events: UnsafeMutablePointer<epoll_event>

    init() throws(SystemError) {
      epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
      guard epoll >= 0 else { throw SystemError(call: "epoll_create1", number: errno) }
      wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
      guard wakeup >= 0 else {
        let number = errno
        close(epoll)
        throw SystemError(call: "eventfd", number: number)
      }
      events = .allocate(capacity: Int(capacity))
      try add(wakeup, for: .readable)
    }

    deinit {
      close(wakeup)
      close(epoll)
      events.deallocate()
    }

    private func control(_ operation: Int32, _ descriptor: Int32, _ interest: Readiness) -> Int32 {
      var event = epoll_event()
      if interest.contains(.readable) { event.events |= EPOLLIN.rawValue }
      if interest.contains(.writable) { event.events |= EPOLLOUT.rawValue }
      event.data.fd = descriptor
      return epoll_ctl(epoll, operation, descriptor, &event)
    }

    func add(_ descriptor: Int32, for interest: Readiness) throws(SystemError) {
      guard control(EPOLL_CTL_ADD, descriptor, interest) == 0 else {
        throw SystemError(call: "epoll_ctl", number: errno)
      }
    }

    func change(_ descriptor: Int32, to interest: Readiness) {
      _ = control(EPOLL_CTL_MOD, descriptor, interest)
    }

    func remove(_ descriptor: Int32) {
      _ = control(EPOLL_CTL_DEL, descriptor, [])
    }

    func wait(milliseconds: Int32, _ body: (Int32, Readiness) -> Void) {
      let ready = epoll_wait(epoll, events, capacity, milliseconds)
      guard ready > 0 else { return }
      for index in 0..<Int(ready) {
        let event = events[index]
        let descriptor = event.data.fd
        if descriptor == wakeup {
          var count: UInt64 = 0
          _ = read(wakeup, &count, 8)
          continue
        }
        var readiness: Readiness = []
        if event.events & EPOLLIN.rawValue != 0 { readiness.insert(.readable) }
        if event.events & EPOLLOUT.rawValue != 0 { readiness.insert(.writable) }
        if event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { readiness.insert(.failed) }
        body(descriptor, readiness)
      }
    }

    func wake() {
      var one: UInt64 = 1
      _ = write(wakeup, &one, 8)
    }
  }
#endif
