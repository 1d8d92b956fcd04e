#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Every other system, and Linux in tests: poll, woken through a pipe.
final class PollPoller: Poller {
  private var entries: [pollfd] = []
  private let pipeRead: Int32
  private let pipeWrite: Int32

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError(call: "pipe", number: errno) }
    pipeRead = ends[0]
    pipeWrite = ends[1]
    for end in ends {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    try add(pipeRead, for: .readable)
  }

  deinit {
    close(pipeRead)
    close(pipeWrite)
  }

  private func events(_ interest: Readiness) -> Int16 {
    (interest.contains(.readable) ? Int16(POLLIN) : 0)
      | (interest.contains(.writable) ? Int16(POLLOUT) : 0)
  }

  func add(_ descriptor: Int32, for interest: Readiness) throws(SystemError) {
    entries.append(pollfd(fd: descriptor, events: events(interest), revents: 0))
  }

  func change(_ descriptor: Int32, to interest: Readiness) {
    guard let index = entries.firstIndex(where: { $0.fd == descriptor }) else { return }
    entries[index].events = events(interest)
  }

  func remove(_ descriptor: Int32) {
    entries.removeAll { $0.fd == descriptor }
  }

  func wait(milliseconds: Int32, _ body: (Int32, Readiness) -> Void) {
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return }
    // `body` may add and remove entries.
    let ready = entries.filter { $0.revents != 0 }
    for entry in ready {
      if entry.fd == pipeRead {
        drainPipe()
        continue
      }
      var readiness: Readiness = []
      if entry.revents & Int16(POLLIN) != 0 { readiness.insert(.readable) }
      if entry.revents & Int16(POLLOUT) != 0 { readiness.insert(.writable) }
      if entry.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { readiness.insert(.failed) }
      body(entry.fd, readiness)
    }
  }

  private func drainPipe() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while read(pipeRead, buffer.baseAddress, 64) == 64 {}
    }
  }

  func wake() {
    var byte: UInt8 = 1
    _ = write(pipeWrite, &byte, 1)
  }
}
