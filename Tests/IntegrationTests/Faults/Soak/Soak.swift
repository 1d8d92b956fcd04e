import Synchronization
import TestSupport
import Testing
import TypedRedis

/// Many tasks, many commands, a server behind a proxy that does its worst; and what came of it.
struct Soak {
  let plan: SoakPlan
  let server: RealServer
  let proxy: FaultProxy
  let redis: Redis
  let ledger = SoakLedger()

  /// No call may take longer than this: all its deadlines together are shorter.
  private static let limit = Duration.seconds(60)

  init(
    _ plan: SoakPlan, on binary: ServerBinary, protocolVersion: RedisOptions.ProtocolVersion = .automatic,
    loop: EventLoop? = nil
  ) async throws {
    self.plan = plan
    server = try await RealServer.started(binary)
    proxy = try FaultProxy(to: server.port, plan: plan.faults)
    var options = try RedisOptions(url: proxy.url)
    options.protocolVersion = protocolVersion
    options.eventLoop = loop
    options.connectsLazily = true
    options.connectTimeout = .seconds(2)
    options.leaseTimeout = .seconds(5)
    options.commandTimeout = .seconds(5)
    options.multiplexedConnections = plan.seed.isMultiple(of: 2) ? 2 : 1
    redis = Redis(options)
  }

  func stop() {
    redis.close()
    proxy.stop()
    server.stop()
  }

  private enum Event: Sendable {
    case taskEnded
    case look
  }

  /// Runs everything and records what went wrong.
  func run() async {
    let name = "soak on \(server.binary), \(plan.commands) commands, SOAK_SEED=\(plan.seed)"
    print(name)
    let began = ContinuousClock.now
    let (events, continuation) = AsyncStream<Event>.makeStream()
    // Not in a group: it would wait for ever for a task that never ends.
    let tasks = (0..<plan.tasks).map { start($0) { continuation.yield(.taskEnded) } }
    let helpers = [Task { await makeTrouble() }, Task { await remind(continuation) }]
    defer { for helper in helpers { helper.cancel() } }
    var (ended, warm, shown) = (0, Int?.none, began)
    for await event in events {
      if case .taskEnded = event {
        ended += 1
        if ended == plan.tasks { break }
      }
      let page = ledger.now
      if warm == nil, page.finished > plan.commands / 4 { warm = ProcessMemory.resident }
      let hanging = ledger.hanging(longerThan: Self.limit)
      if !hanging.isEmpty {
        Issue.record("\(name): calls hang: \(hanging.joined(separator: "; ")); \(proxy.recentFaults.suffix(10))")
        for task in tasks { task.cancel() }
        return
      }
      if plan.isLong, .now - shown > .seconds(5) {
        shown = .now
        print("  " + summary(page, since: began))
      }
    }
    judge(name, began, warm)
  }

  private func start(_ number: Int, whenDone done: @escaping @Sendable () -> Void) -> Task<Void, Never> {
    var worker = SoakWorker(number, plan, redis, ledger)
    let count = (plan.commands + plan.tasks - 1) / plan.tasks
    // Half of them on the client's own thread, half elsewhere.
    let executor: (any TaskExecutor)? = number.isMultiple(of: 2) ? redis.executor : nil
    return Task(executorPreference: executor) {
      await worker.run(count)
      done()
    }
  }

  private func remind(_ continuation: AsyncStream<Event>.Continuation) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(250))
      continuation.yield(.look)
    }
  }

  /// What only servers and people do to connections.
  private func makeTrouble() async {
    var random = SplitMix(seed: plan.seed).part(2_000_000)
    guard let admin = try? await Redis.connect(server.url) else { return }
    defer { admin.close() }
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(Int.random(in: 100...1000, using: &random)))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: proxy.cutAll(FaultEnding.allCases.randomElement(using: &random) ?? .reset)
      case 1: _ = try? await admin.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
      case 2: _ = try? await admin.execute("CLIENT", "PAUSE", "30", random.happens(0.5) ? "ALL" : "WRITE")
      case 3:
        server.freeze()
        try? await Task.sleep(for: .milliseconds(Int.random(in: 1...40, using: &random)))
        server.thaw()
      default:
        proxy.pause(random.happens(0.5) ? .requests : .replies, after: Int.random(in: 0...200, using: &random))
        try? await Task.sleep(for: .milliseconds(Int.random(in: 1...40, using: &random)))
        proxy.resume()
      }
    }
  }

  private func summary(_ page: SoakLedger.Page, since began: ContinuousClock.Instant) -> String {
    let seconds = max(Double((ContinuousClock.now - began) / .milliseconds(1)) / 1000, 0.001)
    let errors = page.errors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let statistics = proxy.statistics
    return """
      \(page.finished) calls in \(Int(seconds)) s (\(Int(Double(page.finished) / seconds))/s), \(page.succeeded) succeeded; \
      \(errors); \(page.uncertain) in doubt; \(statistics.accepted) connections, \(statistics.cuts) cuts, \
      \(statistics.delays + statistics.stalls) delays and stalls, \(statistics.splits) splits; \
      \(ProcessMemory.megabytes(ProcessMemory.resident))
      """
  }

  private func judge(_ name: String, _ began: ContinuousClock.Instant, _ warm: Int?) {
    let (page, end) = (ledger.now, ProcessMemory.resident)
    print("  \(summary(page, since: began)), \(ProcessMemory.megabytes(warm)) after a quarter")
    let story = "\(name); \(proxy.recentFaults.suffix(5))"
    #expect(page.wrongCount == 0, "\(story): \(page.wrong.joined(separator: "\n"))")
    #expect(page.started == page.finished, "\(story)")
    #expect(page.succeeded > page.finished / 2, "\(story)")
    // In an ordinary run other tests use memory meanwhile.
    if plan.isLong, let warm, let end {
      #expect(end - warm < 48 << 20, "\(story): from \(ProcessMemory.megabytes(warm)) to \(ProcessMemory.megabytes(end))")
    }
  }
}
