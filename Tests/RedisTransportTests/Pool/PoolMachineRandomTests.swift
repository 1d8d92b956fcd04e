import RESP
import TestSupport
import Testing

@testable import RedisTransport

/// Thousands of events in any order: nothing and nobody is lost.
@Suite(.timeLimit(.minutes(1))) struct PoolMachineRandomTests {
  @Test(arguments: 0..<40) func invariantsHold(_ seed: UInt64) {
    let world = RandomPool(seed: seed)
    for step in 0..<3000 {
      let event = world.step()
      let flaws = world.flaws
      guard flaws.isEmpty else {
        Issue.record("seed \(seed), step \(step), after \(event): \(flaws)")
        return
      }
    }
    world.settle()
    #expect(world.flaws == [], "seed \(seed), at the end")
    #expect(world.unserved == [], "seed \(seed): somebody waits for ever")
  }
}

/// A pool and all there is around it: connections that open, break and answer, users who come and go.
private final class RandomPool {
  private var machine: PoolMachine<TestWaiter>
  private var generator: SplitMix
  private var now = MonotonicTime(nanoseconds: 1_000_000_000)
  private let maximum: Int

  private var living: [Int: PoolMachine<TestWaiter>.Phase] = [:]
  /// Who came, in order, and has no outcome.
  private var line: [TestWaiter] = []
  private var arrivals = 0
  private var found: [String] = []

  init(seed: UInt64) {
    generator = SplitMix(seed: seed)
    var options = PoolOptions()
    maximum = 1 + generator.below(6)
    options.maximum = maximum
    options.minimum = generator.below(maximum + 1)
    options.idleTime = generator.oneIn(4) ? nil : .milliseconds(200)
    options.healthCheckAfter = generator.oneIn(4) ? nil : .milliseconds(50)
    machine = PoolMachine(options: options)
  }

  /// Whoever waits although the server answers and everybody gives back.
  var unserved: [Int] { line.filter { !$0.isGone }.map(\.number) }

  var flaws: [String] {
    var flaws = found
    if living.count > maximum { flaws.append("\(living.count) connections") }
    let states = machine.members.mapValues(\.phase)
    if states != living { flaws.append("states \(states), seen \(living)") }
    let idle = living.filter { $0.value == .idle }.keys.sorted()
    if machine.idle.map(\.id).sorted() != idle { flaws.append("idle \(machine.idle)") }
    let sum = machine.statistics
    if sum.total != living.count || sum.leased != count(.leased) || sum.idle != idle.count
      || sum.opening != count(.opening) + count(.probing) + count(.recycling)
    {
      flaws.append("\(sum), seen \(living)")
    }
    let waiting = unserved.count
    if machine.waiting < waiting { flaws.append("\(waiting) wait, known are \(machine.waiting)") }
    if waiting > 0, !idle.isEmpty, count(.probing) + count(.opening) + count(.recycling) < waiting {
      flaws.append("somebody waits beside an idle connection")
    }
    if waiting > 0, living.isEmpty, machine.wakeUp == .never { flaws.append("nothing will happen") }
    return flaws
  }

  private func count(_ phase: PoolMachine<TestWaiter>.Phase) -> Int {
    living.values.count { $0 == phase }
  }

  private func any(_ phases: PoolMachine<TestWaiter>.Phase...) -> Int? {
    living.filter { phases.contains($0.value) }.keys.sorted().randomElement(using: &generator)
  }

  // MARK: Events

  func step() -> String {
    now = now.advanced(byNanoseconds: UInt64(generator.below(generator.oneIn(20) ? 300_000_000 : 4_000_000)))
    let event = happen()
    obey()
    return event
  }

  private func happen() -> String {
    switch generator.below(40) {
    case 38:
      machine.dropIdle(RedisError(.connectionClosed, "elsewhere"), now: now)
      return "drop idle"
    case 0...10:
      arrivals += 1
      let waiter = TestWaiter(arrivals)
      line.append(waiter)
      machine.lease(waiter, now: now)
      return "lease"
    case 11...18:
      guard let id = any(.leased) else { return "nothing" }
      let condition = [PoolMachine<TestWaiter>.Condition.clean, .clean, .changed, .spoilt].randomElement(using: &generator)
      leave(id, for: condition ?? .clean)
      return "release \(id)"
    case 19...24:
      guard let id = any(.opening, .recycling) else { return "nothing" }
      arrive(id)
      return "ready \(id)"
    case 25, 26:
      guard let id = any(.opening, .idle, .probing, .leased, .recycling) else { return "nothing" }
      living[id] = nil
      let code: RedisError.Code = generator.oneIn(8) ? .handshakeFailed : .connectFailed
      machine.closed(id, because: RedisError(code, "broken"), now: now, using: &generator)
      return "closed \(id)"
    case 27...29:
      guard let id = any(.probing) else { return "nothing" }
      check(id, ok: !generator.oneIn(3))
      return "probed \(id)"
    case 30, 31:
      line.filter { !$0.isGone }.randomElement(using: &generator)?.isGone = true
      return "gone"
    case 32, 33:
      look()
      return "look"
    case 34:
      machine.warmUp(now: now)
      return "warm up"
    default:
      machine.wake(now: now)
      return "wake"
    }
  }

  private func leave(_ id: Int, for condition: PoolMachine<TestWaiter>.Condition) {
    // Unless an action says otherwise.
    living[id] = .idle
    machine.release(id, condition, now: now)
  }

  private func arrive(_ id: Int) {
    living[id] = .idle
    machine.ready(id, now: now)
  }

  private func check(_ id: Int, ok: Bool) {
    living[id] = .idle
    machine.probed(id, ok ? nil : RedisError(.timedOut, "silent"), now: now)
  }

  private func look() {
    var gone = 0
    machine.waiters.forEach { waiter in
      if waiter.isGone { gone += 1 }
      return true
    }
    machine.noteGone(gone)
  }

  /// From here on the server answers and all users give back what they have.
  func settle() {
    for _ in 0..<2000 where !unserved.isEmpty {
      now = now.advanced(byNanoseconds: 5_000_000)
      look()
      obey()
      if let id = any(.leased) { leave(id, for: generator.oneIn(2) ? .clean : .changed) }
      obey()
      if let id = any(.opening, .recycling) { arrive(id) }
      obey()
      if let id = any(.probing) { check(id, ok: true) }
      obey()
      if machine.wakeUp <= now { machine.wake(now: now) }
      obey()
    }
  }

  // MARK: Actions

  private func obey() {
    while let action = machine.nextAction() {
      switch action {
      case .open(let id):
        if living.count >= maximum { found.append("opens one too many") }
        expect(id, nil, becomes: .opening)
      case .give(let id, let waiter):
        expect(id, .idle, becomes: .leased)
        if waiter.isGone { found.append("gives \(id) to one who is gone") }
        takeFirst(waiter)
      case .probe(let id): expect(id, .idle, becomes: .probing)
      case .recycle(let id): expect(id, .idle, becomes: .recycling)
      case .close(let id, _): expect(id, .idle, becomes: nil)
      case .fail(let waiter, let error):
        if !error.isFinal { found.append("fails \(waiter.number) with \(error)") }
        takeFirst(waiter)
      case .dismiss(let waiter):
        if !waiter.isGone { found.append("dismisses \(waiter.number)") }
        line.removeAll { $0 === waiter }
      }
    }
  }

  private func expect(
    _ id: Int, _ before: PoolMachine<TestWaiter>.Phase?, becomes after: PoolMachine<TestWaiter>.Phase?
  ) {
    if living[id] != before { found.append("\(id) is \(String(describing: living[id])), not \(String(describing: before))") }
    living[id] = after
  }

  /// Only whoever has waited for longest has an outcome.
  private func takeFirst(_ waiter: TestWaiter) {
    if line.first(where: { !$0.isGone }) !== waiter { found.append("\(waiter.number) overtakes") }
    line.removeAll { $0 === waiter }
  }
}
