import RESP
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Something that owns a descriptor on a loop.
package protocol LoopHandler: AnyObject {
  func ready(readable: Bool, writable: Bool, failed: Bool)
}

/// Something that takes commands on a loop and writes them once per tick.
package protocol LoopTarget: AnyObject {
  /// On the loop's thread.
  func accept(_ call: PendingCall)
  /// At the end of a tick in which `markDirty` was called.
  func flush()
}

/// One thread that does a client's input and output, and runs the tasks that prefer it.
///
/// A task that runs on the loop of its client never changes threads around a command:
///
///     try await withTaskExecutorPreference(redis.executor) {
///       try await redis.get(key: "counter")
///     }
///
/// Every tick runs what is ready, writes once per connection, then waits for the sockets.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// The loop that clients use when they are given none.
  public static let shared = EventLoop()

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var calls: [(target: any LoopTarget, call: PendingCall)] = []
    var actions: [@Sendable () -> Void] = []

    var isEmpty: Bool { jobs.isEmpty && calls.isEmpty && actions.isEmpty }
  }

  private struct Shared {
    var inbox = Inbox()
    /// Whether the thread waits in the poller and has to be woken.
    var isSleeping = false
    /// Whether there is a thread, or one is about to start.
    var isRunning = false
  }

  private let shared = Mutex(Shared())
  private let thread = Atomic<UInt>(0)
  private let poller: (any Poller)?

  // Touched on the loop's thread only.
  @exclusivity(unchecked) private var taken = Inbox()
  @exclusivity(unchecked) private var jobs = RingBuffer<UnownedJob>(minimumCapacity: 1024)
  @exclusivity(unchecked) private var dirty: [any LoopTarget] = []
  @exclusivity(unchecked) private var dirtySpare: [any LoopTarget] = []
  @exclusivity(unchecked) private var handlers: [(any LoopHandler)?] = []
  @exclusivity(unchecked) private var timers = TimerHeap<LoopTimer>()
  /// How many descriptors are registered.
  @exclusivity(unchecked) private var registrations = 0
  @exclusivity(unchecked) private var isStopping = false
  /// The time at the beginning of this tick, or of its latest `refreshTime`.
  @exclusivity(unchecked) package private(set) var now = MonotonicTime.now
  @exclusivity(unchecked) private var tickStart = MonotonicTime.now
  /// When the tick before this one began, if it kept the loop from its sockets for long: a task
  /// that computed. Nothing accepted since can have been answered yet.
  @exclusivity(unchecked) package private(set) var stalledSince: MonotonicTime?

  /// Makes a loop of its own, whose thread starts with the first use and runs until `stop`.
  public convenience init() { self.init(poller: .automatic) }

  package init(poller kind: PollerKind) {
    poller = try? kind.make()
  }

  // MARK: From any thread

  /// Whether the caller runs on the loop's thread.
  package var isCurrent: Bool {
    thread.load(ordering: .relaxed) == EventLoop.currentThread
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      jobs.append(job)
    } else {
      post { $0.jobs.append(job) }
    }
  }

  /// Hands a command to `target` on the loop's thread.
  package func submit(_ call: PendingCall, to target: any LoopTarget) {
    if isCurrent {
      target.accept(call)
    } else {
      post { $0.calls.append((target, call)) }
    }
  }

  /// Runs `action` on the loop's thread; at once if that is the caller's.
  package func perform(_ action: @escaping @Sendable () -> Void) {
    if isCurrent {
      action()
    } else {
      post { $0.actions.append(action) }
    }
  }

  /// Ends the thread as soon as it has nothing left to do: clients on the loop closed, their
  /// deadlines past. What is used after that still works, on a new thread that ends likewise.
  public func stop() {
    perform { self.isStopping = true }
  }

  private func post(_ change: (inout Inbox) -> Void) {
    let (wasSleeping, wasRunning) = shared.withLock { shared in
      change(&shared.inbox)
      defer {
        shared.isSleeping = false
        shared.isRunning = true
      }
      return (shared.isSleeping, shared.isRunning)
    }
    if !wasRunning {
      start()
    } else if wasSleeping {
      poller?.wake()
    }
  }

  // MARK: On the loop's thread

  /// Has `flush` called at the end of this tick.
  package func markDirty(_ target: any LoopTarget) { dirty.append(target) }

  /// Reads the clock, for deadlines that begin after a task may have kept this tick busy.
  package func refreshTime() { now = .now }

  /// Has the time of a call begin: now, or with this tick where nobody can tell the difference.
  @inline(__always)
  func begin(_ call: PendingCall, isExact: Bool) {
    if isExact || call.isUrgent { refreshTime() }
    call.accepted(at: now)
  }

  @discardableResult
  package func schedule(at deadline: MonotonicTime, _ action: @escaping () -> Void) -> LoopTimer {
    let timer = LoopTimer(action)
    timers.add(timer, at: deadline)
    return timer
  }

  package func register(_ descriptor: Int32, _ handler: any LoopHandler, writable: Bool)
    throws(RedisError)
  {
    guard let poller else {
      throw RedisError(.connectFailed, "the system gave no descriptor to wait for sockets with")
    }
    do {
      try poller.add(descriptor, for: writable ? [.readable, .writable] : .readable)
    } catch {
      throw RedisError(.connectFailed, "\(error.call) failed: \(describe(errno: error.number))")
    }
    let index = Int(descriptor)
    while handlers.count <= index { handlers.append(nil) }
    handlers[index] = handler
    registrations += 1
  }

  package func watch(_ descriptor: Int32, writable: Bool) {
    poller?.change(descriptor, to: writable ? [.readable, .writable] : .readable)
  }

  package func unregister(_ descriptor: Int32) {
    let index = Int(descriptor)
    guard handlers.indices.contains(index), handlers[index] != nil else { return }
    poller?.remove(descriptor)
    handlers[index] = nil
    registrations -= 1
  }

  private func run() {
    thread.store(EventLoop.currentThread, ordering: .relaxed)
    while true {
      // A few rounds, so that what tasks and other threads make ready together leaves together;
      // not without end, so that busy tasks cannot starve the sockets.
      var rounds = 0
      repeat {
        takeInbox()
        runJobs()
        rounds += 1
      } while rounds < 4 && !jobs.isEmpty
      flushDirty()
      if isStopping, endsNow() { return }
      wait()
      now = .now
      stalledSince = now.nanoseconds(since: tickStart) > EventLoop.longTick ? tickStart : nil
      tickStart = now
      while let timer = timers.popDue(now) { timer.fire() }
    }
  }

  /// Longer than commands ever wait between two checks of their deadlines.
  private static let longTick: UInt64 = 50_000_000

  private func takeInbox() {
    shared.withLock { shared in
      shared.isSleeping = false
      if !shared.inbox.isEmpty { swap(&shared.inbox, &taken) }
    }
    guard !taken.isEmpty else { return }
    for job in taken.jobs { jobs.append(job) }
    for (target, call) in taken.calls { target.accept(call) }
    for action in taken.actions { action() }
    taken.jobs.removeAll(keepingCapacity: true)
    taken.calls.removeAll(keepingCapacity: true)
    taken.actions.removeAll(keepingCapacity: true)
  }

  private func runJobs() {
    var budget = 16_384
    while budget > 0, let job = jobs.popFirst() {
      job.runSynchronously(on: asUnownedTaskExecutor())
      budget &-= 1
      // What they call begins to wait now, not when the tick began.
      if budget & 127 == 0 { now = .now }
    }
  }

  private func flushDirty() {
    guard !dirty.isEmpty else { return }
    swap(&dirty, &dirtySpare)
    for target in dirtySpare { target.flush() }
    dirtySpare.removeAll(keepingCapacity: true)
  }

  /// Whether nothing is left to do; then the thread is not the loop's any more.
  private func endsNow() -> Bool {
    timers.dropFirst { !$0.isPending }
    guard jobs.isEmpty, dirty.isEmpty, timers.next == nil, registrations == 0 else { return false }
    return shared.withLock { shared in
      guard shared.inbox.isEmpty else { return false }
      thread.store(0, ordering: .relaxed)
      shared.isRunning = false
      return true
    }
  }

  private func wait() {
    // With no poller there are no sockets either, but tasks and deadlines still have their turn.
    guard let poller else {
      usleep(1000)
      return
    }
    var milliseconds: Int32 = -1
    if !jobs.isEmpty || !dirty.isEmpty {
      milliseconds = 0
    } else if let deadline = timers.next {
      let rest = deadline.nanoseconds(since: .now)
      milliseconds = Int32(clamping: (rest &+ 999_999) / 1_000_000)
    }
    if milliseconds != 0 {
      let hasWork = shared.withLock { shared in
        let hasWork = !shared.inbox.isEmpty
        shared.isSleeping = !hasWork
        return hasWork
      }
      if hasWork { milliseconds = 0 }
    }
    poller.wait(milliseconds: milliseconds) { descriptor, readiness in
      let index = Int(descriptor)
      guard index < handlers.count, let handler = handlers[index] else { return }
      handler.ready(
        readable: readiness.contains(.readable), writable: readiness.contains(.writable),
        failed: readiness.contains(.failed))
    }
  }

  // MARK: The thread

  private static var currentThread: UInt {
    #if canImport(Darwin)
      UInt(bitPattern: pthread_self())
    #else
      UInt(pthread_self())
    #endif
  }

  private func start() {
    runDetachedThread { self.run() }
  }
}

/// Runs `body` on a new thread that nobody waits for.
func runDetachedThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body)).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    let result = pthread_create(&thread, nil, { argument in
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, box)
    if result == 0, let thread { pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let result = pthread_create(&thread, nil, { argument in
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, box)
    if result == 0 { pthread_detach(thread) }
  #endif
  if result != 0 {
    // No thread to be had: a task of the global pool is slower, but works.
    let body = Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body
    Task.detached { body() }
  }
}

/// The system's text for an error number.
package func describe(errno number: Int32) -> String {
  guard let text = strerror(number) else { return "error \(number)" }
  return String(cString: text)
}
