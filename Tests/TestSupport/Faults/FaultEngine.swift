import Foundation
import Synchronization

/// The thread of a proxy: waits for sockets, and does what their plans and the proxy's owner say.
final class FaultEngine: @unchecked Sendable {
  private struct Orders {
    var list: [@Sendable (FaultEngine) -> Void] = []
    var isStopping = false
    var isOver = false
    var statistics = FaultStatistics()
    var recent: [String] = []
  }

  private let orders = Mutex(Orders())
  private let over = DispatchSemaphore(value: 0)
  private let port: Int
  /// Reading and writing end of what wakes the thread.
  private let wake: (reading: Int32, writing: Int32)

  // On the thread only.
  var target: Int
  var accepts = true
  /// How many bytes may still pass in a direction; none for any number.
  var allowance: [FaultDirection: Int] = [:]
  private var plan: FaultPlan
  private var listener: LoopbackSocket?
  private var connections: [FaultedConnection] = []
  private var nextNumber = 0
  private var isBlackhole = false
  private var counted = FaultStatistics()
  private var recent: [String] = []

  init(port: Int, target: Int, plan: FaultPlan) throws {
    self.port = port
    self.target = target
    self.plan = plan
    wake = try GuardedProcess.closedOnExec()
    for end in [wake.reading, wake.writing] { FaultSocket.prepare(end) }
    setListening(true)
    guard listener != nil else {
      close(wake.reading)
      close(wake.writing)
      throw LoopbackSocket.Failure(call: "listen", number: errno)
    }
  }

  deinit {
    close(wake.reading)
    close(wake.writing)
  }

  // MARK: From any thread

  var statistics: FaultStatistics { orders.withLock { $0.statistics } }
  var recentFaults: [String] { orders.withLock { $0.recent } }

  /// Has the thread do something, and waits until it has.
  func perform(_ order: @escaping @Sendable (FaultEngine) -> Void) {
    let done = DispatchSemaphore(value: 0)
    let isTaken = orders.withLock { orders in
      guard !orders.isStopping else { return false }
      orders.list.append { engine in
        order(engine)
        engine.publish()
        done.signal()
      }
      return true
    }
    guard isTaken else { return }
    write(wake.writing, "x", 1)
    done.wait()
  }

  func stop() {
    orders.withLock { $0.isStopping = true }
    write(wake.writing, "x", 1)
    over.wait()
    // For whoever else waits.
    over.signal()
  }

  // MARK: Orders

  func use(_ plan: FaultPlan) {
    self.plan = plan
    nextNumber = 0
  }

  func setListening(_ isOn: Bool) {
    if !isOn {
      listener?.close()
      listener = nil
    } else if listener == nil {
      listener = try? LoopbackSocket.listen(port: port).0
      if let listener { FaultSocket.prepare(listener.descriptor) }
    }
  }

  func setBlackhole(_ isOn: Bool) {
    isBlackhole = isOn
    guard isOn else { return }
    for index in connections.indices where !connections[index].isBlackhole {
      counted.blackholes += 1
      connections[index].becomeBlackhole()
    }
  }

  func cutAll(_ ending: FaultEnding) {
    for index in connections.indices {
      note(.end(ending), "asked for", connections[index].number)
      counted.count(.end(ending))
      connections[index].end(ending)
    }
    connections.removeAll { $0.isOver }
  }

  // MARK: On the thread

  func run() {
    var sleepsUntil: UInt64?
    while true {
      let (list, isStopping) = orders.withLock { orders in
        defer { orders.list = [] }
        return (orders.list, orders.isStopping)
      }
      for order in list { order(self) }
      if isStopping { break }
      if !list.isEmpty { sleepsUntil = 0 }
      wait(until: sleepsUntil)
      sleepsUntil = moveAll()
      publish()
    }
    setListening(false)
    cutAll(.close)
    publish()
    over.signal()
  }

  private func publish() {
    counted.open = connections.count
    orders.withLock { orders in
      orders.statistics = counted
      orders.recent = recent
    }
  }

  private func note(_ fault: Fault, _ why: String, _ connection: Int) {
    if recent.count >= 60 { recent.removeFirst(30) }
    recent.append("connection \(connection), \(why): \(fault)")
  }

  /// - Parameter time: 0 for not at all, nil for however long it takes.
  private func wait(until time: UInt64?) {
    let now = DispatchTime.now().uptimeNanoseconds
    var descriptors = [pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0)]
    let listening = accepts ? listener?.descriptor ?? -1 : -1
    descriptors.append(pollfd(fd: listening, events: Int16(POLLIN), revents: 0))
    for connection in connections {
      let wanted = connection.interest(now, allowance)
      // A negative one is left out. One with no interest would still report that it hung up, without end.
      descriptors.append(pollfd(fd: wanted.client == 0 ? -1 : connection.client, events: wanted.client, revents: 0))
      descriptors.append(pollfd(fd: wanted.server == 0 ? -1 : connection.server, events: wanted.server, revents: 0))
    }
    var milliseconds: Int32 = -1
    if let time { milliseconds = time <= now ? 0 : Int32(clamping: (time - now + 999_999) / 1_000_000) }
    guard poll(&descriptors, nfds_t(descriptors.count), milliseconds) > 0 else { return }
    if descriptors[0].revents != 0 { drainWake() }
    for index in connections.indices {
      let isReachable = connections[index].noteReadiness(
        client: descriptors[2 * index + 2].revents, server: descriptors[2 * index + 3].revents)
      if !isReachable {
        counted.refused += 1
        connections[index].end(.reset)
      }
    }
    if descriptors[1].revents != 0 { acceptAll() }
  }

  private func drainWake() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while recv(wake.reading, &bytes, bytes.count, 0) > 0 {}
  }

  private func acceptAll() {
    while let socket = listener?.accept() {
      FaultSocket.prepare(socket.descriptor)
      let number = nextNumber
      nextNumber += 1
      counted.accepted += 1
      let fate = isBlackhole ? .blackhole : plan.fate(of: number)
      let server = fate == .serve ? FaultSocket.connect(to: target) : nil
      if fate == .refuse || fate == .serve && server == nil {
        counted.refused += 1
        FaultSocket.close(socket.descriptor, withReset: true)
        continue
      }
      if fate == .blackhole { counted.blackholes += 1 }
      connections.append(FaultedConnection(number: number, client: socket.descriptor, server: server, plan: plan))
    }
  }

  /// Moves what can be moved. Returns when there will be more to do, nil if only sockets decide.
  private func moveAll() -> UInt64? {
    let now = DispatchTime.now().uptimeNanoseconds
    var next: UInt64?
    for index in connections.indices where !connections[index].isOver {
      if connections[index].isBlackhole {
        connections[index].swallow()
        continue
      }
      if connections[index].isConnecting { continue }
      for direction in FaultDirection.allCases where !connections[index].isOver {
        switch move(index, direction, now) {
        case .waiting: break
        case .sleeping(let time): next = min(next ?? time, time)
        case .yielding: next = 0
        case .ended(let ending):
          note(.end(ending), "\(direction)", connections[index].number)
          connections[index].end(ending, seenFrom: direction)
        case .finished: connections[index].finish(direction)
        case .broken: connections[index].end(.reset)
        }
      }
    }
    connections.removeAll { $0.isOver }
    return next
  }

  private func move(_ index: Int, _ direction: FaultDirection, _ now: UInt64) -> FaultPump.Outcome {
    var limit = allowance[direction]
    let outcome =
      direction == .requests
      ? connections[index].requests.run(now, allowance: &limit, counting: &counted)
      : connections[index].replies.run(now, allowance: &limit, counting: &counted)
    if limit != nil { allowance[direction] = limit }
    return outcome
  }
}
