import RedisTransport
import Synchronization

/// A queue between somebody who puts elements in at any time and tasks that wait for them.
///
/// Nobody waits to put something in: whoever does looks at ``room(besides:)`` first, or has the oldest dropped.
final class Mailbox<Element: Sendable>: Sendable {
  private typealias Outcome = Result<Element?, RedisError>

  private struct Waiter {
    var number: UInt64
    var continuation: UnsafeContinuation<Outcome, Never>
  }

  private struct State: ~Copyable {
    var elements = RingBuffer<Element>()
    /// The size of all elements.
    var size = 0
    var dropped = 0
    var waiters: [Waiter] = []
    var nextNumber: UInt64 = 0
    /// How it has ended: an error, or nothing more to say.
    var end: Result<Void, RedisError>?
    /// Who waits for room.
    var supplier: UnsafeContinuation<Void, Never>?

    mutating func takeWaiters() -> [Waiter] {
      defer { waiters = [] }
      return waiters
    }
  }

  private let state = Mutex(State())
  private let measure: @Sendable (Element) -> Int

  /// - Parameter measure: how large an element is, for ``put(_:keeping:size:)``.
  init(measure: @escaping @Sendable (Element) -> Int = { _ in 0 }) { self.measure = measure }

  // MARK: Taking

  /// The next element; nil when there will be none, or the error that there is none because of. Elements come before the end.
  func take() async throws(RedisError) -> Element? {
    if Task.isCancelled { throw .taskCancelled }
    let (outcome, supplier) = state.withLock { (ready(&$0), $0.supplier.take()) }
    supplier?.resume()
    if let outcome { return try outcome.get() }
    let number = state.withLock { state in
      state.nextNumber &+= 1
      return state.nextNumber
    }
    let waited = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in wait(Waiter(number: number, continuation: continuation)) }
    } onCancel: {
      cancel(number)
    }
    return try waited.get()
  }

  private func ready(_ state: inout State) -> Outcome? {
    if let element = pop(&state) { return .success(element) }
    return state.end.map { $0.map { nil } }
  }

  private func pop(_ state: inout State) -> Element? {
    guard let element = state.elements.popFirst() else { return nil }
    state.size -= measure(element)
    return element
  }

  private func wait(_ waiter: Waiter) {
    let (outcome, supplier) = state.withLock { state -> (Outcome?, UnsafeContinuation<Void, Never>?) in
      // Cancelled before it waited: then nobody finds the waiter.
      if Task.isCancelled { return (.failure(.taskCancelled), nil) }
      if let outcome = ready(&state) { return (outcome, nil) }
      state.waiters.append(waiter)
      return (nil, state.supplier.take())
    }
    supplier?.resume()
    if let outcome { waiter.continuation.resume(returning: outcome) }
  }

  private func cancel(_ number: UInt64) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(returning: .failure(.taskCancelled))
  }

  // MARK: Putting in

  /// Hands an element to whoever has waited longest, else keeps it. After the end it is lost.
  ///
  /// - Parameters:
  ///   - limit: how many are kept; the oldest is dropped for one more.
  ///   - size: how large they may be together; the oldest are dropped until there is room. One always is kept.
  func put(_ element: Element, keeping limit: Int = .max, size: Int = .max) {
    let own = measure(element)
    let (waiter, lost) = state.withLock { state -> (Waiter?, [Element]) in
      guard state.end == nil else { return (nil, [element]) }
      if !state.waiters.isEmpty { return (state.waiters.removeFirst(), []) }
      var lost: [Element] = []
      while state.elements.count >= max(1, limit) || state.size > max(0, size) - own, let oldest = pop(&state) {
        lost.append(oldest)
        state.dropped &+= 1
      }
      state.elements.append(element)
      state.size += own
      return (nil, lost)
    }
    waiter?.continuation.resume(returning: .success(element))
    // Let go of here and not under the lock: an element's end may look at this mailbox.
    _ = consume lost
  }

  /// Ends it, once. What is in it can still be taken.
  func finish(_ end: Result<Void, RedisError>) {
    let (waiters, supplier) = state.withLock { state in
      guard state.end == nil else { return ([Waiter](), UnsafeContinuation<Void, Never>?.none) }
      state.end = end
      return (state.takeWaiters(), state.supplier.take())
    }
    supplier?.resume()
    for waiter in waiters { waiter.continuation.resume(returning: end.map { nil }) }
  }

  /// Ends it and gives what nobody has taken.
  func close() -> [Element] {
    finish(.success(()))
    return state.withLock { state in
      state.size = 0
      return state.elements.removeAll()
    }
  }

  // MARK: Looking

  /// How many were dropped so far.
  var dropped: Int { state.withLock { $0.dropped } }

  /// How many more may be put in: as many as there are tasks waiting, and `spare` more.
  func room(besides spare: Int) -> Int {
    state.withLock { max(0, $0.waiters.count + spare - $0.elements.count) }
  }

  /// Waits until somebody has taken something or waits for it, or the task is cancelled. For one task at a time.
  func waitForDemand(besides spare: Int) async {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
        let waits = state.withLock { state in
          let room = state.waiters.count + spare - state.elements.count
          guard room <= 0, state.end == nil, state.supplier == nil, !Task.isCancelled else { return false }
          state.supplier = continuation
          return true
        }
        if !waits { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.supplier.take() }?.resume()
    }
  }
}
