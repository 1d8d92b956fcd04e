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
  /// Commands may go: it is new, or as new again.
  func connectionIsReady(_ connection: Connection, _ result: HandshakeResult)

  /// `unsent` commands cannot have been executed; `sent` ones may have been. None of them has
  /// been told anything yet.
  func connectionClosed(
    _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall])

  /// A frame that nobody asked for, in RESP3's form or RESP2's.
  func connection(_ connection: Connection, received push: UnsafeRawBufferPointer)

  /// The server did not execute `call`. Whether the owner takes it back, to send it another time.
  func connection(_ connection: Connection, takesBack call: PendingCall, after refusal: Refusal) -> Bool

  /// The server did not execute one of several commands, whose caller is told so. A new connection may be better for the next.
  func connection(_ connection: Connection, isWrongBecauseOf refusal: Refusal)
}

/// One socket from connecting to closing. Replies come in the order of the commands; a command
/// whose caller went away stays in line until its reply has come.
///
/// Everything happens on the loop's thread. What is hot is here; the rest is in extensions, one subject each.
package final class Connection: LoopHandler, LoopTarget, @unchecked Sendable {
  /// `ready` is one that takes commands, also those of its preparation, of which the owner does not know yet.
  package enum Phase { case idle, connecting, securing, handshaking, ready, closed }

  /// What becomes of a stream of frames.
  package enum StreamEvent {
    case frame(UnsafeRawBufferPointer)
    case closed(RedisError)
  }

  package let loop: EventLoop
  package let options: ConnectionOptions
  @exclusivity(unchecked) package internal(set) var phase = Phase.idle
  @exclusivity(unchecked) package internal(set) var protocolVersion = 2
  /// Let go of when the connection closes. Not weak: that would make every retain slower.
  package var owner: (any ConnectionOwner)?
  /// Takes what a command like MONITOR makes the server send without end, in the owner's place, and is told of the end.
  package var streamReceiver: ((StreamEvent) -> Void)?

  @exclusivity(unchecked) var descriptor: Int32 = -1
  @exclusivity(unchecked) var tls: TLSStream?
  @exclusivity(unchecked) var isWatchingForWrites = false
  @exclusivity(unchecked) private var isDirty = false
  @exclusivity(unchecked) var isTicking = false

  /// Where it leads; what the options say until a resolver has said otherwise.
  package internal(set) var endpoint: Endpoint
  /// Whether it is known where it leads.
  package internal(set) var isLocated: Bool

  // Connecting.
  /// Asks where to connect to.
  var search: Task<Void, Never>?
  var connectTimer: LoopTimer?
  var dialer: Dialer?
  var handshake: any ConnectionHandshake
  /// Asks for what the handshake needs, or prepares the connection.
  var errand: Task<Void, Never>?
  var isHandshakePrepared = false
  package internal(set) var handshakeResult = HandshakeResult(protocolVersion: 2)

  @exclusivity(unchecked) var input = ReadBuffer()
  @exclusivity(unchecked) var scanner: RESPScanner
  /// Nothing more may be read meanwhile.
  @exclusivity(unchecked) var isHandlingFrames = false
  /// Whoever gets what nobody asked for has no room for more.
  @exclusivity(unchecked) package internal(set) var isPaused = false
  @exclusivity(unchecked) var output = CommandEncoder()
  /// How much of `output` the socket has taken.
  @exclusivity(unchecked) private var outputStart = 0
  /// Commands encoded since the last write.
  @exclusivity(unchecked) private var unwritten = 0
  /// How many commands are worth a write before the tick ends. A record of TLS costs both sides more than a write in the clear.
  private let earlyWrite: Int
  /// No more is encoded while this many bytes wait.
  private static let highWater = 256 * 1024
  /// Bytes taken by the socket, and encoded, since the connection began.
  @exclusivity(unchecked) var sentTotal: UInt64 = 0
  @exclusivity(unchecked) var encodedTotal: UInt64 = 0
  @exclusivity(unchecked) var lastReceived = MonotonicTime(nanoseconds: 0)

  @exclusivity(unchecked) var queued: CallQueue
  @exclusivity(unchecked) var inFlight = RingBuffer<PendingCall>()
  private let maximumInFlight: Int
  /// None while one is under way that has to be alone.
  @exclusivity(unchecked) private var limitInFlight: Int
  @exclusivity(unchecked) private var isLoneCallUnderWay = false
  /// How many commands are in flight in addition to one per call.
  @exclusivity(unchecked) var batched = 0

  package internal(set) var subscriptions = SubscriptionTracker()
  /// Subscription commands under way.
  var pushCalls = 0
  var confirmations: (bytes: [UInt8], count: Int, expected: Int) = ([], 0, 0)
  /// Set while no more replies can be expected in order: nothing further is sent.
  @exclusivity(unchecked) var refusal: RedisError?
  @exclusivity(unchecked) var isStreaming = false
  /// Closes once nothing is under way any more.
  @exclusivity(unchecked) var isRetiring = false
  /// A login that waits for the end of the preparation.
  var laterLogin: (() -> Void)?
  /// A login has had no answer in time: whose replies come next is not known.
  var isLoginUnanswered = false
  /// Asks the server now and then whether it is still there.
  var probeTimer: LoopTimer?

  /// What the loop's thread counted. The bytes are added when it is read.
  @exclusivity(unchecked) var counted = ConnectionCounters()

  package init(loop: EventLoop, options: ConnectionOptions) {
    self.loop = loop
    self.options = options
    endpoint = options.endpoint
    isLocated = options.resolveEndpoint == nil
    handshake = options.makeHandshake()
    scanner = RESPScanner(limits: options.limits)
    queued = CallQueue(limits: options.queue)
    earlyWrite = options.tls == nil ? 16 : 128
    maximumInFlight = max(1, min(options.queue.commandsInFlight, options.queue.commands))
    limitInFlight = maximumInFlight
  }

  /// Whether nothing is under way and nothing lingers that the next user could notice.
  package var isQuiet: Bool { isIdle && subscriptions.isEmpty }

  /// Whether every command has had its reply, and further ones may follow.
  var isIdle: Bool {
    phase == .ready && queued.isEmpty && inFlight.isEmpty && refusal == nil && !isStreaming
      && input.count == 0
  }

  /// Whether its owner has heard that it takes commands.
  package var hasStood: Bool { counted.connected > 0 }

  package var pendingCount: Int { queued.count &+ inFlight.count }

  package var counters: ConnectionCounters {
    var counters = counted
    counters.bytesSent = Int(clamping: sentTotal)
    return counters
  }

  // MARK: Commands

  package func accept(_ call: PendingCall) {
    guard call.state != .finished else { return }
    loop.begin(call, isExact: !isTicking)
    if let refusal { return call.reject(refusal) }
    if phase == .ready, queued.isEmpty, !isWatchingForWrites, output.count < Self.highWater,
      inFlight.count < limitInFlight, !call.isAlone || inFlight.isEmpty
    {
      encode(call)
      unwritten &+= Int(call.expected)
      // Some are written before the tick ends, so that the server works at the same time as we do.
      if unwritten >= max(earlyWrite, inFlight.count / 12) { return writeEarly() }
    } else {
      guard enqueue(call) else { return }
    }
    markDirty()
    if !isTicking { tick() }
  }

  @inline(never)
  private func enqueue(_ call: PendingCall) -> Bool {
    guard phase != .closed else {
      call.reject(RedisError(.connectionClosed, "the connection is closed"))
      return false
    }
    call.state = .queued
    if let error = queued.add(call, besides: inFlight.count &+ batched) {
      call.reject(error)
      return false
    }
    return true
  }

  private func writeEarly() {
    if output.count > 0 { writeOutput() }
    if !isTicking { tick() }
  }

  func markDirty() {
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
  func encodeAndWrite() {
    while phase == .ready {
      while output.count < Self.highWater, inFlight.count < limitInFlight, !queued.nextIsAlone || inFlight.isEmpty,
        let call = queued.popFirst()
      {
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
    if let ahead = call.preparation?.makeAhead() {
      ahead.accepted(at: loop.now)
      encode(ahead)
    }
    let before = output.count
    var words = 0
    if call.delivery == .replies {
      guard encodeBatch(call) else { return }
    } else {
      output.beginCommand()
      call.encode(into: &output)
      words = output.commandCount
      guard words > 0 else {
        // It would get no reply, and the next command's reply would be taken for its own.
        output.abandonCommand()
        return call.reject(RedisError(.invalidArgument, "the command has no words"))
      }
      output.endCommand()
    }
    // The first byte of a batch may bring a whole command with it.
    let isDivisible = call.delivery == .replies && !call.isAtomic
    call.endOffset = isDivisible ? encodedTotal &+ 1 : encodedTotal &+ UInt64(output.count &- before)
    encodedTotal &+= UInt64(output.count &- before)
    call.state = .sent
    counted.commandsSent &+= Int(call.expected)
    if call.isAlone {
      isLoneCallUnderWay = true
      updateLimit()
    }
    if call.delivery != .reply, !begin(call, words: words) { return }
    inFlight.append(call)
  }

  /// Others may follow a call that had to be alone.
  func hasReply(_ call: PendingCall) {
    guard call.isAlone else { return }
    isLoneCallUnderWay = false
    updateLimit()
  }

  func updateLimit() { limitInFlight = isLoneCallUnderWay ? 0 : max(1, maximumInFlight &- batched) }

  /// Notes how a command that is not simply replied to will be answered. False if it will not be.
  private func begin(_ call: PendingCall, words: Int) -> Bool {
    switch call.delivery {
    case .reply, .replies, .reset, .close: break
    case .push:
      subscriptions.expectConfirmations(of: call.name)
      if inFlight.isEmpty { expectConfirmations(of: call, words: words) }
      call.confirmationWords = words
      pushCalls &+= 1
    case .none:
      refusal = RedisError(.unsupported, "the server was told not to reply on this connection")
      answerOK(call)
      return false
    case .stream: refusal = RedisError(.unsupported, "the connection carries a stream that does not end")
    }
    return true
  }

  func answerOK(_ call: PendingCall) {
    let ok: StaticString = "+OK\r\n"
    var reader = RESPReader(UnsafeRawBufferPointer(start: ok.utf8Start, count: ok.utf8CodeUnitCount))
    call.deliver(&reader)
  }

  func writeOutput() {
    unwritten = 0
    while output.count > outputStart {
      let transfer = output.withUnsafeBytes { bytes in
        write(UnsafeRawBufferPointer(rebasing: bytes[outputStart...]))
      }
      switch transfer {
      case .bytes(let count):
        outputStart &+= count
        sentTotal &+= UInt64(count)
      case .wouldBlock: return watchForWrites(true)
      case .closed: return closedByPeer(RedisError(.connectionClosed, "the server closed the connection"))
      case .failed(let number):
        // What it had to say before it hung up may still be there to read.
        return receiveLast(
          RedisError(.connectionClosed, "cannot write: \(RedisTransport.describe(errno: number))"))
      case .refused(let error): return close(error)
      }
    }
    output.removeAll(keepingCapacity: outputStart <= Connection.outputKept)
    outputStart = 0
    let isFlushed = tls?.hasPendingOutput != true
    if isWatchingForWrites == isFlushed { watchForWrites(!isFlushed) }
  }

  /// The memory for more output at once than this is given back.
  private static let outputKept = 4 << 20

  @inline(__always)
  private func write(_ bytes: UnsafeRawBufferPointer) -> Socket.Transfer {
    guard let tls else { return Socket.write(descriptor, bytes) }
    return tls.write(descriptor, bytes)
  }

  func watchForWrites(_ wanted: Bool) {
    guard wanted != isWatchingForWrites else { return }
    isWatchingForWrites = wanted
    loop.watch(descriptor, writable: wanted)
  }

  // MARK: The socket

  package func ready(readable: Bool, writable: Bool, failed: Bool) {
    if phase == .securing { return secure() }
    if writable {
      if tls?.hasPendingOutput == true { flushSecured() }
      writeOutput()
      if output.count == 0 { encodeAndWrite() }
    }
    if phase != .closed, readable || failed { receive() }
  }
}
