import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// From nothing to a connection that takes commands: an endpoint, credentials, addresses, a socket, TLS, the handshake, and what the
/// user wants done first.
extension Connection {
  /// Starts to connect. The owner hears of the outcome.
  package func start() {
    guard phase == .idle else { return }
    phase = .connecting
    startConnectTimer()
    prepareHandshake()
    locate()
  }

  /// Finds out where to connect to, if that has to be asked.
  private func locate() {
    guard let resolveEndpoint = options.resolveEndpoint else { return makeContext() }
    search = Task.detached(priority: .userInitiated) { [self, loop] in
      let outcome: Result<Endpoint, RedisError>
      do throws(RedisError) {
        outcome = .success(try await resolveEndpoint())
      } catch {
        outcome = .failure(error)
      }
      loop.perform { self.located(outcome) }
    }
  }

  private func located(_ outcome: Result<Endpoint, RedisError>) {
    search = nil
    guard phase == .connecting else { return }
    switch outcome {
    case .success(let endpoint):
      self.endpoint = endpoint
      isLocated = true
      makeContext()
    case .failure(let error): close(error)
    }
  }

  private func makeContext() {
    guard let shared = options.tlsContext, shared.context == nil else { return resolve() }
    // Reads files, and the system's many certificates among them.
    runDetachedThread { [self] in
      let outcome = Result { () throws(RedisError) in try shared.make() }
      loop.perform {
        guard self.phase == .connecting else { return }
        // Options of TLS that cannot be meant are wrong wherever the server is.
        if case .failure(let error) = outcome { self.close(error) } else { self.resolve() }
      }
    }
  }

  private func resolve() {
    Resolver.resolve(endpoint, on: loop) { [self] outcome in
      guard phase == .connecting else { return }
      switch outcome {
      case .success(let addresses): dial(addresses)
      case .failure(let error): close(error)
      }
    }
  }

  private func startConnectTimer() {
    // Timers stay until they are due: this one does not hold the connection for longer than it takes to connect.
    connectTimer = loop.schedule(at: MonotonicTime.now.advanced(by: options.connectTimeout)) { [self] in
      let errand = isLocated ? "connecting to \(endpoint)" : "asking where the server is"
      close(RedisError(.timedOut, "\(errand) took longer than \(options.connectTimeout)"))
    }
  }

  private func dial(_ addresses: [SocketAddress]) {
    let dialer = Dialer(to: addresses, of: endpoint, options: options, on: loop) { [self] outcome in
      self.dialer = nil
      do throws(RedisError) {
        let descriptor = try outcome.get()
        self.descriptor = descriptor
        try loop.register(descriptor, self, writable: false)
        try secureOrGreet()
      } catch {
        close(error)
      }
    }
    self.dialer = dialer
    dialer.start()
  }

  // MARK: TLS

  private func secureOrGreet() throws(RedisError) {
    lastReceived = loop.now
    guard let context = options.tlsContext else {
      phase = .handshaking
      return greetWhenPrepared()
    }
    tls = try TLSStream(context.make(), host: endpoint.host)
    phase = .securing
    secure()
  }

  func secure() {
    guard let tls else { return }
    switch tls.handshake(descriptor) {
    case .done:
      phase = .handshaking
      watchForWrites(tls.hasPendingOutput)
      greetWhenPrepared()
    case .wouldBlock(let wantsWrite): watchForWrites(wantsWrite)
    case .failed(let error): close(error)
    }
  }

  func flushSecured() {
    guard let tls else { return }
    switch tls.flush(descriptor) {
    case .failed(let number):
      close(RedisError(.connectionClosed, "cannot write: \(RedisTransport.describe(errno: number))"))
    case .refused(let error): close(error)
    case .bytes, .wouldBlock, .closed: break
    }
  }

  // MARK: Handshake

  /// Asks for what the handshake needs, beside the look-up and the socket.
  private func prepareHandshake() {
    guard let prepare = options.prepareHandshake else {
      isHandshakePrepared = true
      return
    }
    isHandshakePrepared = false
    errand = Task.detached(priority: .userInitiated) { [self, loop] in
      let outcome: Result<any ConnectionHandshake, RedisError>
      do throws(RedisError) {
        outcome = .success(try await prepare())
      } catch {
        outcome = .failure(error)
      }
      loop.perform { self.handshakeIsPrepared(outcome) }
    }
  }

  private func handshakeIsPrepared(_ outcome: Result<any ConnectionHandshake, RedisError>) {
    errand = nil
    guard phase != .closed else { return }
    switch outcome {
    case .success(let handshake):
      self.handshake = handshake
      isHandshakePrepared = true
      if phase == .handshaking { greetWhenPrepared() }
    case .failure(let error): close(error)
    }
  }

  private func greetWhenPrepared() {
    guard isHandshakePrepared else { return }
    let before = output.count
    if hasStood { handshake.restart(into: &output) } else { handshake.start(into: &output) }
    encodedTotal &+= UInt64(output.count &- before)
    writeOutput()
  }

  /// Makes a connection that somebody has changed as new as it was. The owner hears when that is done.
  package func recycle() {
    guard isIdle else {
      return close(RedisError(.connectionClosed, "the connection was left with something under way"))
    }
    phase = .handshaking
    startConnectTimer()
    handshake = options.makeHandshake()
    prepareHandshake()
    greetWhenPrepared()
  }

  func continueHandshake(_ frame: UnsafeRawBufferPointer) {
    guard isHandshakePrepared else {
      return close(RedisError(.protocolViolation, "the server spoke before it was asked"))
    }
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
      protocolVersion = result.protocolVersion
      handshakeResult = result
      subscriptions.forgetSubscriptions()
      prepare()
    }
  }

  // MARK: The user's own preparation

  private func prepare() {
    guard let prepare = options.prepare else { return connected() }
    errand = Task.detached(priority: .userInitiated) { [self, loop] in
      let outcome: Result<Void, RedisError>
      do throws(RedisError) {
        outcome = .success(try await prepare(self))
      } catch {
        outcome = .failure(error)
      }
      loop.perform { self.isPrepared(outcome) }
    }
  }

  private func isPrepared(_ outcome: Result<Void, RedisError>) {
    errand = nil
    guard phase == .ready else { return }
    switch outcome {
    case .success: connected()
    case .failure(let error): close(error)
    }
  }

  private func connected() {
    let login = laterLogin
    forgetConnecting()
    login?()
    counted.connected = 1
    owner?.connectionIsReady(self, handshakeResult)
    if !queued.isEmpty { markDirty() }
  }

  func forgetConnecting() {
    connectTimer?.cancel()
    connectTimer = nil
    search?.cancel()
    search = nil
    dialer?.cancel()
    dialer = nil
    errand?.cancel()
    errand = nil
    laterLogin = nil
  }
}
