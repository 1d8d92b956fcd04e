import Synchronization

/// A lock or a permit that this process has.
final class Hold<Source: HoldSource>: Sendable {
  let source: Source
  let token: String
  let number: Int
  private let machine: Mutex<HoldMachine>

  init(_ source: Source, token: String, number: Int, sentAt sent: ContinuousClock.Instant) {
    self.source = source
    self.token = token
    self.number = number
    machine = Mutex(HoldMachine(ttl: source.ttl, sentAt: sent))
  }

  var end: ContinuousClock.Instant { machine.withLock { $0.end } }

  /// The error that says how it was lost; nil if it is held. Once it is lost, it stays so.
  var loss: RedisError? {
    machine.withLock { $0.loss(at: .now) }.map { error(for: $0) }
  }

  private func error(for loss: HoldMachine.Loss) -> RedisError {
    switch loss {
    case .gone: RedisError(.lockLost, "\(source.description) was lost: the server does not know its holder any more")
    case .expired(nil): RedisError(.lockLost, "\(source.description) was lost: it was not extended within \(source.ttl)")
    case .expired(let error?):
      RedisError(.lockLost, "\(source.description) was lost: it was not extended within \(source.ttl): \(error.message)")
    }
  }

  /// Returns as soon as it is lost, or the task is cancelled. It looks at the clock, whatever an extension may be waiting for.
  func watch() async {
    while let end = machine.withLock({ $0.loss(at: .now) == nil ? $0.end : nil }) {
      do { try await Task.sleep(until: end, tolerance: .zero, clock: .continuous) } catch { return }
    }
  }

  /// Extends it again and again. Returns when it is lost, or the task is cancelled.
  func keep() async {
    while !Task.isCancelled {
      switch machine.withLock({ $0.next(at: .now) }) {
      case .lost: return
      case .wait(let instant): try? await Task.sleep(until: instant, clock: .continuous)
      case .extend(let limit): await extend(within: limit)
      }
    }
  }

  private func extend(within limit: Duration) async {
    let sent = ContinuousClock.now
    do throws(RedisError) {
      let isHeld = try await source.extend(token, on: source.client(within: limit))
      machine.withLock { isHeld ? $0.extended(sentAt: sent) : $0.refused() }
    } catch {
      if !Task.isCancelled { machine.withLock { $0.failed(error, at: .now) } }
    }
  }

  /// Gives it back, also if the task was cancelled. If the server does not answer, it ends by itself.
  ///
  /// - Returns: the error that says that it was lost before, if the server says so.
  func release() async -> RedisError? {
    let isReleased = await Task { [source, token, end] in
      try? await source.release(token, on: source.client(within: end - .now))
    }.value
    guard isReleased == false else { return nil }
    return machine.withLock { $0.lossWhenReleased(at: .now) }.map { error(for: $0) }
  }
}
