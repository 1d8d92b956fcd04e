import RedisTransport
import Synchronization

/// The messages of one subscription between the loop, which puts them in, and those who take them out.
final class MessageBuffer: Sendable {
  private typealias Outcome = Result<RedisMessage?, RedisError>

  private struct State: ~Copyable {
    var queue = RingBuffer<RedisMessage>()
    var bytes = 0
    var received = 0
    var dropped = 0
    /// Whether the next one that arrives, or that is taken, has others missing before it.
    var arrivesAfterGap = false
    var leavesAfterGap = false
    /// Since the buffer was full.
    var isDropping = false
    /// Whoever puts them in has been told to stop.
    var isHeld = false
    /// Why no more come.
    var end: Result<Void, RedisError>?
    var waiters: [(number: UInt64, continuation: UnsafeContinuation<Outcome, Never>)] = []
  }

  private let policy: RedisBufferPolicy
  private let maximum: Int
  private let maximumBytes: Int
  /// Called when there is room again, after it was full.
  private let onRoom: @Sendable () -> Void
  private let state = Mutex(State())
  private let waiterNumber = Atomic<UInt64>(0)

  init(_ policy: RedisBufferPolicy, onRoom: @escaping @Sendable () -> Void = {}) {
    self.policy = policy
    maximum = policy.messages
    maximumBytes = policy.bytes
    self.onRoom = onRoom
  }

  var statistics: RedisSubscriptionStatistics {
    state.withLock { state in
      var statistics = RedisSubscriptionStatistics()
      statistics.received = state.received
      statistics.dropped = state.dropped
      statistics.buffered = state.queue.count
      statistics.bufferedBytes = state.bytes
      return statistics
    }
  }

  /// Whether messages were dropped, and none will be for those that wait now.
  var hasStoppedDropping: Bool { state.withLock { $0.dropped > 0 && !$0.isDropping && $0.end == nil } }

  // MARK: In

  /// What became of a message.
  enum Offer {
    case taken
    /// It is there, and is to be the last for now: see `onRoom`.
    case full
    /// An older one was dropped for it: the first since there was room.
    case beganDropping
    /// There was no room, and no more are taken.
    case overflowed
  }

  func offer(_ message: RedisMessage) -> Offer {
    var message = message
    let (offer, waiter) = state.withLock { state -> (Offer, UnsafeContinuation<Outcome, Never>?) in
      guard state.end == nil else { return (.taken, nil) }
      state.received &+= 1
      if state.arrivesAfterGap {
        message.followsGap = true
        state.arrivesAfterGap = false
      }
      if !state.waiters.isEmpty { return (.taken, state.waiters.removeFirst().continuation) }
      return (add(message, to: &state), nil)
    }
    waiter?.resume(returning: .success(message))
    return offer
  }

  private func add(_ message: RedisMessage, to state: inout State) -> Offer {
    let size = message.size
    var offer = Offer.taken
    switch policy {
    case .fail:
      guard hasRoom(state, for: size) else {
        state.dropped &+= 1
        state.end = .failure(
          RedisError(.limitExceeded, "\(state.queue.count) messages of \(state.bytes) bytes were not taken, which is the limit"))
        return .overflowed
      }
    case .dropOldest:
      while !hasRoom(state, for: size), let oldest = state.queue.popFirst() {
        state.bytes &-= oldest.size
        state.dropped &+= 1
        state.leavesAfterGap = true
        if !state.isDropping { offer = .beganDropping }
        state.isDropping = true
      }
    case .suspend: break
    }
    state.queue.append(message)
    state.bytes &+= size
    if policy.suspends, state.queue.count >= maximum || state.bytes >= maximumBytes {
      state.isHeld = true
      return .full
    }
    return offer
  }

  private func hasRoom(_ state: borrowing State, for size: Int) -> Bool {
    state.queue.isEmpty || state.queue.count < maximum && state.bytes &+ size <= maximumBytes
  }

  /// Messages may be missing before the next one.
  func noteGap() { state.withLock { $0.arrivesAfterGap = true } }

  /// No more come. What is there can still be taken, unless it is to be discarded.
  func finish(_ error: RedisError? = nil, discarding: Bool = false) {
    let waiters = state.withLock { state in
      if discarding {
        _ = state.queue.removeAll()
        state.bytes = 0
      }
      if state.end == nil { state.end = error.map { .failure($0) } ?? .success(()) }
      defer { state.waiters = [] }
      return state.waiters
    }
    // They wait only if nothing is there.
    for waiter in waiters { waiter.continuation.resume(returning: error.map { .failure($0) } ?? .success(nil)) }
  }

  // MARK: Out

  /// The next message; waits for one. Nil at the end, and if the task is cancelled.
  func next() async throws(RedisError) -> RedisMessage? {
    if Task.isCancelled { return nil }
    if let outcome = take() { return try outcome.get() }
    let number = waiterNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let outcome = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        wait(continuation, number)
        // Then whoever was to give up for it may have come too early.
        if Task.isCancelled { giveUp(number) }
      }
    } onCancel: {
      giveUp(number)
    }
    return try outcome.get()
  }

  /// Nil if there is nothing yet.
  private func take() -> Outcome? {
    let (outcome, hasRoomAgain) = state.withLock { state in take(from: &state) }
    if hasRoomAgain { onRoom() }
    return outcome
  }

  private func take(from state: inout State) -> (Outcome?, hasRoomAgain: Bool) {
    guard var message = state.queue.popFirst() else {
      switch state.end {
      case nil: return (nil, false)
      case .success: return (.success(nil), false)
      case .failure(let error):
        // Once is enough: then it has ended.
        state.end = .success(())
        return (.failure(error), false)
      }
    }
    state.bytes &-= message.size
    if state.leavesAfterGap {
      message.followsGap = true
      state.leavesAfterGap = false
    }
    var hasRoomAgain = false
    if state.isDropping || state.isHeld, state.queue.count <= maximum / 2, state.bytes <= maximumBytes / 2 {
      state.isDropping = false
      hasRoomAgain = true
      state.isHeld = false
    }
    return (.success(message), hasRoomAgain)
  }

  private func wait(_ continuation: UnsafeContinuation<Outcome, Never>, _ number: UInt64) {
    let (outcome, hasRoomAgain) = state.withLock { state -> (Outcome?, hasRoomAgain: Bool) in
      let taken = take(from: &state)
      if taken.0 == nil { state.waiters.append((number, continuation)) }
      return taken
    }
    if hasRoomAgain { onRoom() }
    if let outcome { continuation.resume(returning: outcome) }
  }

  private func giveUp(_ number: UInt64) {
    let waiter = state.withLock { state -> UnsafeContinuation<Outcome, Never>? in
      guard let index = state.waiters.firstIndex(where: { $0.number == number }) else { return nil }
      return state.waiters.remove(at: index).continuation
    }
    waiter?.resume(returning: .success(nil))
  }
}

extension RedisMessage {
  /// What it counts for in a buffer.
  fileprivate var size: Int { channel.count &+ payload.count }
}

extension MessageBuffer: CustomReflectable {
  /// Nothing: its parts change meanwhile.
  var customMirror: Mirror { Mirror(hiding: self) }
}
