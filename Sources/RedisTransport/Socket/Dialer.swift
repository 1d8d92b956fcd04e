import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Connects to whichever of several addresses answers first. On the loop's thread.
final class Dialer {
  typealias Completion = (Result<Int32, RedisError>) -> Void

  private let loop: EventLoop
  private let options: ConnectionOptions
  /// What the addresses are those of.
  private let endpoint: Endpoint
  private let addresses: [SocketAddress]
  private var race: AddressRace
  private var attempts: [Int32: Attempt] = [:]
  private var stagger: LoopTimer?
  private var completion: Completion?
  private var failure = "no address"

  /// Gives a connected socket, which is not registered with the loop, or the last address's failure.
  init(
    to addresses: [SocketAddress], of endpoint: Endpoint, options: ConnectionOptions, on loop: EventLoop,
    completion: @escaping Completion
  ) {
    self.loop = loop
    self.options = options
    self.endpoint = endpoint
    self.addresses = AddressRace.interleave(addresses, family: \.family)
    race = AddressRace(addresses: addresses.count)
    self.completion = completion
  }

  func start() { perform(race.start()) }

  /// Gives up; nothing is called any more.
  func cancel() {
    completion = nil
    stop()
  }

  private func perform(_ first: AddressRace.Action) {
    var action = first
    // An address that fails at once leads to the next one: the loop goes on, not the stack.
    while completion != nil {
      stagger?.cancel()
      switch action {
      case .wait: return
      case .giveUp:
        return finish(
          .failure(RedisError(.connectFailed, "cannot connect to \(endpoint): \(failure)")))
      case .attempt(let index):
        switch Socket.connect(to: addresses[index], options: options) {
        case .failure(let error):
          failure = describe(errno: error.number)
          action = race.attemptFailed()
        case .success((let descriptor, true)): return finish(.success(descriptor))
        case .success((let descriptor, false)): return wait(for: descriptor)
        }
      }
    }
  }

  private func wait(for descriptor: Int32) {
    let attempt = Attempt(descriptor, of: self)
    do {
      try loop.register(descriptor, attempt, writable: true)
    } catch {
      _ = close(descriptor)
      failure = error.message
      return perform(race.attemptFailed())
    }
    attempts[descriptor] = attempt
    stagger = loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: AddressRace.stagger)) { [self] in
      perform(race.timePassed())
    }
  }

  fileprivate func attemptIsReady(_ descriptor: Int32) {
    guard attempts.removeValue(forKey: descriptor) != nil else { return }
    loop.unregister(descriptor)
    let number = Socket.pendingError(descriptor)
    if number == 0 { return finish(.success(descriptor)) }
    _ = close(descriptor)
    failure = describe(errno: number)
    perform(race.attemptFailed())
  }

  private func finish(_ outcome: Result<Int32, RedisError>) {
    stop()
    completion.take()?(outcome)
  }

  private func stop() {
    stagger?.cancel()
    for descriptor in attempts.keys {
      loop.unregister(descriptor)
      _ = close(descriptor)
    }
    attempts = [:]
  }
}

/// One socket on its way to one address.
private final class Attempt: LoopHandler {
  private let descriptor: Int32
  private let dialer: Dialer

  init(_ descriptor: Int32, of dialer: Dialer) {
    self.descriptor = descriptor
    self.dialer = dialer
  }

  func ready(readable: Bool, writable: Bool, failed: Bool) {
    if writable || failed { dialer.attemptIsReady(descriptor) }
  }
}
