import RedisTransport
import Synchronization

/// What all values of one cluster client share: the map, the nodes, and what waits. Everything but what is said otherwise happens
/// on the loop's thread, which is that of all nodes' connections: a command is routed without a lock or a change of threads.
final class ClusterCore: CommandRouter, LoopTarget, @unchecked Sendable {
  let loop: EventLoop
  let options: RedisClusterOptions
  /// What is wrong with the options. Then nothing connects, and every command fails with this.
  let flaw: RedisError?
  let events = EventHub()

  @exclusivity(unchecked) var map = ClusterMap<ClusterNode>()
  /// Those of the map, and those that were named by the user or by a server since.
  var nodes: [Endpoint: ClusterNode] = [:]
  var refresh = MapRefresh()
  /// The latest.
  var view: ClusterView?
  /// What it said, for whoever asks.
  var described: [RedisClusterNode] = []
  /// Calls that cannot be sent anywhere for now.
  var held: HeldCalls?
  /// How often the map has been asked for.
  var questions = 0
  /// Those who wait for the map.
  var mapWaiters: [MapWaiter] = []
  /// Why the map is not known; nil since it is.
  var mapFailure: RedisError?
  var isClosed = false
  /// Whether the map is asked for now and then.
  var isTimed = false
  /// Where slots were said to be going to, for those who have to connect there.
  var asked: [UInt16: Endpoint] = [:]
  /// The memories of caches that have read from nodes.
  var caches: [ObjectIdentifier: CacheStore] = [:]
  /// Who is asked first for the next map.
  var preferred: ClusterNode?
  /// Made with the client.
  private(set) var subscriptions: ClusterSubscriptions?
  /// Knows the subscriptions and not the client, which may end meanwhile.
  private var rotation: Task<Void, Never>?
  /// Which of several equal nodes is next.
  @exclusivity(unchecked) var turn = 0

  /// Where a command is written to find out where it goes.
  @exclusivity(unchecked) private var scratch = CommandEncoder()
  @exclusivity(unchecked) private var description = RawCommand.descriptor
  /// Whether reads go to primaries only, and slots that nobody serves are nobody's matter but of those who ask for them.
  private let isPlain: Bool
  let readsFromReplicas: Bool

  init(_ wanted: RedisClusterOptions) {
    var flaw: RedisError?
    do throws(RedisError) { try wanted.validate() } catch { flaw = error }
    self.flaw = flaw
    options = wanted
    loop = wanted.node.eventLoop ?? .shared
    readsFromReplicas = wanted.readsFrom != .primary
    isPlain = !readsFromReplicas && !wanted.requiresFullCoverage
    super.init(deadlines: wanted.node.deadlines, isShared: true)
    let subscriptions = ClusterSubscriptions(
      of: self, delays: wanted.node.reconnectDelays, timeout: wanted.node.commandTimeout.saturatedNanoseconds)
    self.subscriptions = subscriptions
    rotation = ClusterCore.follow(wanted.node, for: subscriptions)
  }

  deinit {
    rotation?.cancel()
    subscriptions?.close()
    // Somebody may have a client of a node, which keeps its connections.
    loop.perform { [events, nodes] in
      for node in nodes.values {
        for channel in node.caches.values { node.core.connections.endChannel(channel) }
      }
      events.close()
    }
  }

  /// Passes new credentials on to the subscriptions. Nodes see to their other connections themselves.
  private static func follow(_ options: RedisOptions, for subscriptions: ClusterSubscriptions) -> Task<Void, Never>? {
    guard let rotations = options.credentials.flatMap({ CredentialSource($0).rotations() }) else { return nil }
    let timeout = options.commandTimeout.saturatedNanoseconds
    return Task.detached {
      for await credentials in rotations {
        subscriptions.reauthenticate(Reauthentication(credentials: credentials, timeout: timeout))
      }
    }
  }

  private static let scratchKept = 64 * 1024

  // MARK: From any thread

  override func submit(_ call: PendingCall) { loop.submit(call, to: self) }

  override func lease(
    for requests: () -> [FramedRequest], after error: RedisError?, task: WaitingTask?
  ) async throws(RedisError) -> CommandRouter {
    if let redirection = error?.redirection, redirection.kind == .ask {
      return try await lease(asking: redirection, task: task)
    }
    return try await lease(at: ClusterCore.place(for: requests()), task: task, timeout: nil, retriesRefusals: true)
  }

  override func isWorthAnotherLease(after error: RedisError, on lease: CommandRouter, attempt: Int) async -> Bool {
    await isMoved(error, attempt: attempt, on: lease)
  }

  override func lease(
    keys: [RedisValue], task: WaitingTask?, timeout: Duration?
  ) async throws(RedisError) -> ExclusiveRouter {
    try await lease(at: ClusterCore.place(for: keys), task: task, timeout: timeout, retriesRefusals: false)
  }

  override func subscribe(
    _ topics: [RedisTopic], _ policy: RedisBufferPolicy, confirmedWithin timeout: UInt64?
  ) async throws(RedisError) -> Subscription {
    try await awaitMap(within: options.node.connectTimeout)
    guard let subscriptions else { throw RedisError.clientWasClosed }
    return try await subscriptions.open(topics, policy, confirmedWithin: timeout)
  }

  /// Does something on the loop's thread, and waits for what comes of it.
  func onLoop<Value: Sendable>(_ body: @escaping @Sendable (ClusterCore) -> Value) async -> Value {
    await withUnsafeContinuation { continuation in
      loop.perform { continuation.resume(returning: body(self)) }
    }
  }

  override var scanNodes: (any ClusterScanNodes)? { self }

  override func endLease(_ router: CommandRouter) { (router as? ExclusiveRouter)?.end() }

  // MARK: On the loop's thread

  func accept(_ call: PendingCall) {
    call.keeper = self
    route(call)
  }

  func flush() {}

  /// Sends a call to the node that has its keys.
  func route(_ call: PendingCall) {
    guard call.delivery == .reply, !map.isEmpty, !isClosed else { return routeOtherwise(call) }
    // The memory for a large one is given back.
    scratch.removeAll(keepingCapacity: scratch.count <= Self.scratchKept)
    scratch.command { call.encode(into: &$0) }
    withUnsafeMutablePointer(to: &description) { call.describe(0, CallDescription($0)) }
    let slot = scratch.withUnsafeBytes { RequestRoute.plainSlot(of: $0, description) }
    guard let slot, isPlain, let node = map.primary(of: slot) else { return routeInGeneral(call, slot) }
    node.channel.accept(call)
  }

  @inline(never)
  private func routeInGeneral(_ call: PendingCall, _ slot: UInt16?) {
    guard scratch.count > 0 else { return call.reject(RedisError(.invalidArgument, "the command has no words")) }
    if isIncomplete(for: call) { return }
    let route: RequestRoute
    do throws(RedisError) {
      if let slot {
        route = .slot(slot)
      } else {
        let description = description
        route = try scratch.withUnsafeBytes { bytes throws(RedisError) in try RequestRoute.of(EncodedWords(bytes), description) }
      }
    } catch {
      return call.reject(error)
    }
    switch route {
    case .slot(let slot): send(call, slot, reads: description.flags.contains(.readonly))
    case .anyPrimary: sendAnywhere(call, scratch.withUnsafeBytes { anyPrimary(for: $0) })
    case .allPrimaries, .allNodes, .split:
      let bytes = scratch.withUnsafeBytes { Array($0) }
      ClusterBatch(call, self).start(bytes, [(bytes.indices, description)])
    }
  }

  /// Calls that are not one command with one reply, and all calls while nothing is known of the cluster.
  @inline(never)
  private func routeOtherwise(_ call: PendingCall) {
    guard isReady(for: call) else { return }
    guard call.delivery == .replies else {
      return call.reject(RedisError(.unsupported, "makes sense on one connection only: run it inside withConnection"))
    }
    guard let (bytes, commands) = commands(of: call) else { return }
    guard call.isAtomic else { return ClusterBatch(call, self).start(bytes, commands) }
    do throws(RedisError) {
      let requests = commands.map { FramedRequest($0.descriptor, bytes: bytes.frame($0.range)) }
      for request in requests.dropFirst(Int(call.preparations)) { try TransactionSlot.checkIsForOne(request.descriptor) }
      if let slot = try TransactionSlot.of(requests) { send(call, slot, reads: false) } else { sendAnywhere(call, anyPrimary()) }
    } catch {
      call.reject(error)
    }
  }

  /// Whether it is known who serves what. Else the call waits for that, or is told why it never will be.
  func hasMap(for call: PendingCall) -> Bool {
    if let error = isClosed ? RedisError.clientWasClosed : flaw {
      call.reject(error)
      return false
    }
    guard map.isEmpty else { return true }
    hold(call, because: mapFailure ?? RedisError(.timedOut, "it is not known yet who serves what"))
    suspectMap()
    return false
  }

  /// The same, where all slots may have to be served as well.
  func isReady(for call: PendingCall) -> Bool { hasMap(for: call) && !isIncomplete(for: call) }

  /// Whether a call has to wait, since slots are missing and all have to be there.
  private func isIncomplete(for call: PendingCall) -> Bool {
    guard options.requiresFullCoverage, map.gaps > 0 else { return false }
    hold(call, because: RedisError(.timedOut, "\(map.gaps) slots are served by no node, and all have to be"))
    suspectMap()
    return true
  }

  /// What a call consists of. Nil if it was rejected.
  private func commands(of call: PendingCall) -> ([UInt8], [(range: Range<Int>, descriptor: CommandDescriptor)])? {
    scratch.removeAll(keepingCapacity: scratch.count <= Self.scratchKept)
    if call.delivery == .replies {
      scratch.beginBatch()
      call.encode(into: &scratch)
      _ = scratch.endBatch()
    } else {
      scratch.command { call.encode(into: &$0) }
    }
    guard scratch.count > 0 else {
      call.reject(RedisError(.invalidArgument, "there is no command, or one of them has no words"))
      return nil
    }
    let bytes = scratch.withUnsafeBytes { Array($0) }
    let commands = FramedCommands.split(bytes).enumerated().map { position, range in
      withUnsafeMutablePointer(to: &description) { call.describe(position, CallDescription($0)) }
      return (range: range, descriptor: description)
    }
    return (bytes, commands)
  }

  /// Has each of several nodes carry it out, whatever the specification says.
  func broadcast(_ call: PendingCall, to nodes: [ClusterNode]) { start(call, .nodes(nodes)) }

  /// Has whoever has this slot carry all of it out.
  func sendAll(_ call: PendingCall, to slot: UInt16) { start(call, .slot(slot)) }

  private func start(_ call: PendingCall, _ place: ClusterBatch.Place) {
    guard !call.isAtomic, call.delivery == .reply || call.delivery == .replies else {
      return call.reject(RedisError(.unsupported, "cannot be carried out by several nodes"))
    }
    guard let (bytes, commands) = commands(of: call) else { return }
    ClusterBatch(call, self).start(bytes, commands, to: place)
  }

  /// - Parameters:
  ///   - reads: whether a replica may carry it out.
  ///   - lane: over which of the node's connections it goes.
  func send(_ call: PendingCall, _ slot: UInt16, reads: Bool, over lane: ClusterNode.Lane = { $0.channel }) {
    // Where a replica has refused it, the primary may not.
    guard let node = node(for: slot, reads: reads && call.refusals == 0) else {
      hold(call, because: RedisError(.timedOut, "no node serves slot \(slot)"))
      return suspectMap()
    }
    lane(node).accept(call)
  }

  /// They have no keys.
  private func sendAnywhere(_ call: PendingCall, _ node: ClusterNode?) {
    guard let node else {
      hold(call, because: .noNodeIsKnown)
      return suspectMap()
    }
    node.channel.accept(call)
  }

  func nextTurn() -> Int {
    turn = turn &+ 1
    return turn & Int.max
  }

  /// Keeps a call until there is somewhere to send it.
  func hold(_ call: PendingCall, because error: RedisError) {
    loop.refreshTime()
    call.accepted(at: loop.now)
    if options.node.whenFull == .fail, held?.count ?? 0 >= options.node.maximumPendingCommands {
      return call.reject(RedisError(.limitExceeded, "\(options.node.maximumPendingCommands) commands wait already").markingUnsent())
    }
    if held == nil {
      held = HeldCalls(loop: loop) { call in call.keeper?.place(call) }
    }
    held?.hold(call, because: error)
  }
}
