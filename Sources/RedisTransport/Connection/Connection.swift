import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Who is told what becomes of a connection. All on the loop's thread.
package protocol ConnectionOwner: AnyObject {
  func connectionIsReady(_ connection: Connection, _ result: HandshakeResult)

  /// `unsent` commands cannot have been executed; `sent` ones may have been. None of them has
  /// been told anything yet.
  func connectionClosed(
    _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall])

  /// A frame that nobody asked for, in RESP3's form or RESP2's.
  func connection(_ connection: Connection, received push: UnsafeRawBufferPointer)
}

/// One socket from connecting to closing. Replies come in the order of the commands; a command
/// whose caller went away stays in line until its reply has come.
package final class Connection: LoopHandler, LoopTarget, @unchecked Sendable {
  package enum Phase { case idle, connecting, handshaking, ready, closed }

  package let loop: EventLoop
  package let options: ConnectionOptions
  @exclusivity(unchecked) package private(set) var phase = Phase.idle
  @exclusivity(unchecked) package private(set) var protocolVersion = 2
  /// Let go of when the connection closes. Not weak: that would make every retain slower.
  package var owner: (any ConnectionOwner)?

  @exclusivity(unchecked) private var descriptor: Int32 = -1
  private var addresses: ArraySlice<SocketAddress> = []
  private var connectDeadline: ConnectDeadline?
  private var handshake: any ConnectionHandshake
  @exclusivity(unchecked) private var isWatchingForWrites = false
  @exclusivity(unchecked) private var isDirty = false
  @exclusivity(unchecked) private var isTicking = false

  @exclusivity(unchecked) private var input = ReadBuffer()
  @exclusivity(unchecked) private var scanner: RESPScanner
  @exclusivity(unchecked) private var output = CommandEncoder()
  /// How much of `output` the socket has taken.
  @exclusivity(unchecked) private var outputStart = 0
  /// Commands encoded since the last write.
  @exclusivity(unchecked) private var unwritten = 0
  /// No more is encoded while this many bytes wait.
  private static let highWater = 256 * 1024
  /// Bytes taken by the socket, and encoded, since the connection began.
  @exclusivity(unchecked) private var sentTotal: UInt64 = 0
  @exclusivity(unchecked) private var encodedTotal: UInt64 = 0
  @exclusivity(unchecked) private var lastReceived = MonotonicTime(nanoseconds: 0)

  @exclusivity(unchecked) private var queued = RingBuffer<PendingCall>()
  @exclusivity(unchecked) private var inFlight = RingBuffer<PendingCall>()

  package private(set) var subscriptions = SubscriptionTracker()
  /// Subscription commands under way.
  private var pushCalls = 0
  private var confirmations: (bytes: [UInt8], count: Int, expected: Int) = ([], 0, 0)
  /// Set while no more replies can be expected in order: nothing further is sent.
  @exclusivity(unchecked) private var refusal: RedisError?
  @exclusivity(unchecked) private var isStreaming = false

  package init(loop: EventLoop, options: ConnectionOptions) {
    self.loop = loop
    self.options = options
    handshake = options.makeHandshake()
    scanner = RESPScanner(limits: options.limits)
  }

  /// Whether nothing is under way and nothing lingers that the next user could notice.
  package var isQuiet: Bool {
    phase == .ready && queued.isEmpty && inFlight.isEmpty && refusal == nil && !isStreaming
      && subscriptions.isEmpty && input.count == 0
  }

  package var pendingCount: Int { queued.count &+ inFlight.count }

  // MARK: Connecting

  /// Starts to connect. The owner hears of the outcome.
  package func start() {
    guard phase == .idle else { return }
    phase = .connecting
    let deadline = ConnectDeadline(for: self)
    connectDeadline = deadline
    loop.schedule(at: MonotonicTime.now.advanced(by: options.connectTimeout)) {
      guard let connection = deadline.connection else { return }
      let (endpoint, limit) = (connection.options.endpoint, connection.options.connectTimeout)
      connection.close(RedisError(.timedOut, "connecting to \(endpoint) took longer than \(limit)"))
    }
    Resolver.resolve(options.endpoint, on: loop) { [self] outcome in
      guard phase == .connecting else { return }
      switch outcome {
      case .success(let found):
        addresses = found[...]
        connectToNextAddress(after: nil)
      case .failure(let error): close(error)
      }
    }
  }

  private func connectToNextAddress(after failure: SystemError?) {
    guard let address = addresses.popFirst() else {
      let reason = failure.map { describe(errno: $0.number) } ?? "no address"
      return close(RedisError(.connectFailed, "cannot connect to \(options.endpoint): \(reason)"))
    }
    switch Socket.connect(to: address, options: options) {
    case .failure(let error): connectToNextAddress(after: error)
    case .success((let descriptor, let isConnected)):
      self.descriptor = descriptor
      do {
        try loop.register(descriptor, self, writable: !isConnected)
      } catch {
        return close(error)
      }
      isWatchingForWrites = !isConnected
      if isConnected { connected() }
    }
  }

  private func finishConnecting() {
    let number = Socket.pendingError(descriptor)
    guard number != 0 else { return connected() }
    dropSocket()
    connectToNextAddress(after: SystemError(call: "connect", number: number))
  }

  private func connected() {
    phase = .handshaking
    lastReceived = loop.now
    handshake.start(into: &output)
    encodedTotal = UInt64(output.count)
    writeOutput()
  }

  // MARK: Commands

  package func accept(_ call: PendingCall) {
    guard call.state != .finished else { return }
    if !isTicking { loop.refreshTime() }
    call.accepted(at: loop.now)
    if let refusal { return call.reject(refusal) }
    guard phase != .closed else {
      return call.reject(RedisError(.connectionClosed, "the connection is closed"))
    }
    guard pendingCount < options.queue.commands else {
      return call.reject(
        RedisError(
          .limitExceeded, "\(options.queue.commands) commands are waiting on this connection"))
    }
    if phase == .ready, queued.isEmpty, !isWatchingForWrites, output.count < Self.highWater {
      encode(call)
      unwritten &+= 1
      // Some are written before the tick ends, so that the server works at the same time as we do.
      if unwritten >= max(16, inFlight.count / 12) { return writeEarly() }
    } else {
      call.state = .queued
      queued.append(call)
    }
    markDirty()
    if !isTicking { tick() }
  }

  private func writeEarly() {
    if output.count > 0 { writeOutput() }
    if !isTicking { tick() }
  }

  private func markDirty() {
    guard !isDirty, phase == .ready else { return }
    isDirty = true
    loop.markDirty(self)
  }

  package func flush() {
    isDirty = false
    guard phase == .ready else { return }
    encodeAndWrite()
  }

  /// Encodes no further than the socket takes it, so that little memory waits as bytes.
  private func encodeAndWrite() {
    while phase == .ready {
      while output.count < Self.highWater, let call = queued.popFirst() {
        encode(call)
      }
      guard output.count > outputStart else { return }
      writeOutput()
      if output.count > 0 { return }
    }
  }

  private func encode(_ call: PendingCall) {
    guard call.state != .finished else { return }
    if let refusal { return call.reject(refusal) }
    let before = output.count
    output.beginCommand()
    call.encode(into: &output)
    let words = output.commandCount
    guard words > 0 else {
      // It would get no reply, and the next command's reply would be taken for its own.
      output.abandonCommand()
      return call.reject(RedisError(.invalidArgument, "the command has no words"))
    }
    output.endCommand()
    encodedTotal &+= UInt64(output.count &- before)
    call.endOffset = encodedTotal
    call.state = .sent
    switch call.delivery {
    case .reply, .reset, .close: break
    case .push:
      subscriptions.expectConfirmations(of: call.name)
      if inFlight.isEmpty { expectConfirmations(of: call, words: words) }
    case .none:
      refusal = RedisError(.unsupported, "the server was told not to reply on this connection")
      return answerOK(call)
    case .stream: refusal = RedisError(.unsupported, "the connection carries a stream that does not end")
    }
    if call.delivery == .push {
      call.confirmationWords = words
      pushCalls &+= 1
    }
    inFlight.append(call)
  }

  private func answerOK(_ call: PendingCall) {
    let ok: StaticString = "+OK\r\n"
    var reader = RESPReader(UnsafeRawBufferPointer(start: ok.utf8Start, count: ok.utf8CodeUnitCount))
    call.deliver(&reader)
  }

  private func writeOutput() {
    unwritten = 0
    while output.count > outputStart {
      let transfer = output.withUnsafeBytes { bytes in
        Socket.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[outputStart...]))
      }
      switch transfer {
      case .bytes(let count):
        outputStart &+= count
        sentTotal &+= UInt64(count)
      case .wouldBlock: return watchForWrites(true)
      case .closed: return close(RedisError(.connectionClosed, "the server closed the connection"))
      case .failed(let number):
        return close(RedisError(.connectionClosed, "cannot write: \(describe(errno: number))"))
      case .refused(let error): return close(error)
      }
    }
    output.removeAll(keepingCapacity: outputStart <= Connection.outputKept)
    outputStart = 0
    if isWatchingForWrites { watchForWrites(false) }
  }

  /// The memory for more output at once than this is given back.
  private static let outputKept = 4 << 20

  private func watchForWrites(_ wanted: Bool) {
    guard wanted != isWatchingForWrites else { return }
    isWatchingForWrites = wanted
    loop.watch(descriptor, writable: wanted)
  }

  // MARK: Input

  package func ready(readable: Bool, writable: Bool, failed: Bool) {
    if phase == .connecting {
      if writable || failed { finishConnecting() }
      return
    }
    if writable {
      writeOutput()
      if output.count == 0 { encodeAndWrite() }
    }
    if phase != .closed, readable || failed { receive() }
  }

  private func receive() {
    var rounds = 0
    while phase != .closed, rounds < 8 {
      rounds += 1
      let known = scanner.minimumLength &- input.count
      let room = input.room(atLeast: max(32 * 1024, min(known, 4 << 20)))
      switch Socket.read(descriptor, into: room) {
      case .bytes(let count):
        input.filled(count)
        lastReceived = loop.now
        handleFrames()
        if count < room.count { return }
      case .wouldBlock: return
      case .closed: return closedByPeer(RedisError(.connectionClosed, "the server closed the connection"))
      case .failed(let number):
        return closedByPeer(RedisError(.connectionClosed, "cannot read: \(describe(errno: number))"))
      case .refused(let error): return close(error)
      }
    }
  }

  private func handleFrames() {
    while phase != .closed, input.count > 0 {
      let length: Int?
      do {
        length = try scanner.scan(input.bytes)
      } catch {
        if error.code == .limitExceeded { refuseReply(error) }
        return close(error)
      }
      guard let length else { break }
      let frame = UnsafeRawBufferPointer(rebasing: input.bytes[..<length])
      if scanner.containsStreamed {
        handleStreamed(frame)
      } else {
        handle(frame)
      }
      if phase == .closed { return }
      input.consume(length)
    }
    if phase != .closed { input.shrinkIfIdle() }
  }

  /// A reply that is too large would be so again: its command is not sent another time.
  private func refuseReply(_ error: RedisError) {
    guard input.bytes.first != UInt8(ascii: ">"), let call = inFlight.popFirst() else { return }
    call.reject(call.isRetrySafe ? error : error.markingMayHaveBeenApplied())
  }

  /// Replies of unknown length are rare: they are written again with their lengths.
  private func handleStreamed(_ frame: UnsafeRawBufferPointer) {
    var definite: [UInt8] = []
    do {
      try RESPValue.parse(frame, limits: options.limits).write(into: &definite)
    } catch {
      return close(error)
    }
    definite.withUnsafeBytes { handle($0) }
  }

  private func handle(_ frame: UnsafeRawBufferPointer) {
    if isPush(frame) { return handlePush(frame) }
    if phase == .handshaking { return continueHandshake(frame) }
    if isStreaming {
      owner?.connection(self, received: frame)
      return
    }
    guard let call = inFlight.popFirst() else {
      return close(
        RedisError(.protocolViolation, "a reply came that no command had asked for"))
    }
    var reader = RESPReader(frame, limits: options.limits)
    switch call.delivery {
    case .stream:
      isStreaming = frame[0] != UInt8(ascii: "-")
      if !isStreaming { refusal = nil }
    case .reset where frame[0] != UInt8(ascii: "-"):
      subscriptions.forgetSubscriptions()
      protocolVersion = 2
    default: break
    }
    call.deliver(&reader)
    if pushCalls > 0 { nextIsAtHead(after: call) }
  }

  private func continueHandshake(_ frame: UnsafeRawBufferPointer) {
    let before = output.count
    let progress: HandshakeProgress
    do {
      progress = handshake.receive(try RESPValue.parse(frame, limits: options.limits), into: &output)
    } catch {
      return close(error)
    }
    encodedTotal &+= UInt64(output.count &- before)
    switch progress {
    case .waiting: writeOutput()
    case .failed(let error): close(error)
    case .ready(let result):
      phase = .ready
      forgetConnectDeadline()
      protocolVersion = result.protocolVersion
      owner?.connectionIsReady(self, result)
      if !queued.isEmpty { markDirty() }
    }
  }

  // MARK: Out-of-band frames

  /// Whether `frame` is no reply: RESP3 says so, in RESP2 it looks like an array. Which of the two
  /// the server speaks by now is seen from how it confirms subscriptions.
  private func isPush(_ frame: UnsafeRawBufferPointer) -> Bool {
    switch frame[0] {
    case UInt8(ascii: ">"): return true
    case UInt8(ascii: "|"):
      var reader = RESPReader(frame)
      return (try? reader.peekKind()) == .push
    case UInt8(ascii: "*"):
      let mayBe =
        pushCalls > 0 && inFlight.first?.delivery == .push
        || protocolVersion == 2 && !subscriptions.isEmpty
      return mayBe && subscriptions.notice(in: frame) != nil
    default: return false
    }
  }

  private func handlePush(_ frame: UnsafeRawBufferPointer) {
    guard let notice = subscriptions.notice(in: frame) else {
      owner?.connection(self, received: frame)
      return
    }
    subscriptions.note(notice)
    guard notice.isConfirmation, let call = inFlight.first, call.delivery == .push,
      call.confirms(notice)
    else {
      owner?.connection(self, received: frame)
      return
    }
    protocolVersion = frame[0] == UInt8(ascii: "*") ? 2 : 3
    confirmations.bytes.append(contentsOf: frame)
    confirmations.count += 1
    guard confirmations.count >= confirmations.expected else { return }
    _ = inFlight.popFirst()
    let all = Array("*\(confirmations.count)\r\n".utf8) + confirmations.bytes
    confirmations = ([], 0, 0)
    all.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      call.deliver(&reader)
    }
    nextIsAtHead(after: call)
  }

  private func nextIsAtHead(after call: PendingCall) {
    if call.delivery == .push { pushCalls &-= 1 }
    guard let call = inFlight.first, call.delivery == .push else { return }
    expectConfirmations(of: call, words: call.confirmationWords)
  }

  private func expectConfirmations(of call: PendingCall, words: Int) {
    confirmations = ([], 0, subscriptions.confirmations(of: call.name, naming: words - 1))
  }

  // MARK: Deadlines

  /// Looks after waiting commands every few milliseconds, and only while there are any.
  private func tick() {
    guard phase != .closed, pendingCount > 0 else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    let oldest = CallSweep.sweep(inFlight, now: now, stalledSince: loop.stalledSince)
    let waiting = CallSweep.sweep(queued, now: now, stalledSince: loop.stalledSince)
    if isHung(now) {
      return close(
        RedisError(.timedOut, "the server has not answered for \(Duration.nanoseconds(Int64(clamping: now.nanoseconds(since: lastReceived))))"))
    }
    let delay = CallSweep.delay(afterWaiting: max(oldest, waiting))
    loop.schedule(at: now.advanced(byNanoseconds: delay)) { [self] in tick() }
  }

  /// The first command in line was given up, and nothing has come since for as long again.
  private func isHung(_ now: MonotonicTime) -> Bool {
    guard let head = inFlight.first, head.state == .finished, head.deadline < now else { return false }
    return now.nanoseconds(since: max(lastReceived, head.deadline)) > head.timeout
  }

  // MARK: Closing

  private func closedByPeer(_ error: RedisError) {
    if phase == .handshaking {
      return close(
        RedisError(.connectFailed, "cannot set up a connection to \(options.endpoint): \(error.message)"))
    }
    if let call = inFlight.first, call.delivery == .close {
      _ = inFlight.popFirst()
      answerOK(call)
    }
    close(error)
  }

  /// Closes the socket; the owner gets the commands that have no outcome.
  package func close(_ error: RedisError) {
    guard phase != .closed else { return }
    phase = .closed
    forgetConnectDeadline()
    dropSocket()
    var unsent: [PendingCall] = []
    var sent: [PendingCall] = []
    for call in inFlight.removeAll() where call.state != .finished {
      if call.endOffset > sentTotal { unsent.append(call) } else { sent.append(call) }
    }
    unsent += queued.removeAll().filter { $0.state != .finished }
    guard let owner else {
      for call in unsent { call.reject(error) }
      for call in sent { call.reject(error.markingMayHaveBeenApplied()) }
      return
    }
    self.owner = nil
    owner.connectionClosed(self, because: error, unsent: unsent, sent: sent)
  }

  private func forgetConnectDeadline() {
    connectDeadline?.connection = nil
    connectDeadline = nil
  }

  private func dropSocket() {
    guard descriptor >= 0 else { return }
    loop.unregister(descriptor)
    closeDescriptor(descriptor)
    descriptor = -1
  }
}

/// Holds a connection no longer than it takes to connect: timers stay until they are due.
private final class ConnectDeadline {
  var connection: Connection?
  init(for connection: Connection) { self.connection = connection }
}

extension PendingCall {
  fileprivate func confirms(_ notice: SubscriptionTracker.Notice) -> Bool {
    SubscriptionTracker.kind(of: name) == notice.kind
  }
}

private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
