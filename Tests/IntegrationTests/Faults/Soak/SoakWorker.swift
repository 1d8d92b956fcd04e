import TestSupport
import TypedRedis

/// One task of a soak: calls one command after the other, and knows what each may answer.
struct SoakWorker {
  let number: Int
  let tasks: Int
  let redis: Redis
  let ledger: SoakLedger
  var random: SplitMix
  var models: [SoakModel]
  var queue = SoakQueue()
  /// How often the counter was incremented, as far as was asked, and what it said last.
  var increments = 0
  var counter = 0
  private var calls = 0

  init(_ number: Int, _ plan: SoakPlan, _ redis: Redis, _ ledger: SoakLedger) {
    self.number = number
    tasks = plan.tasks
    self.redis = redis
    self.ledger = ledger
    random = SplitMix(seed: plan.seed).part(1_000_000 + number)
    models = (0..<4).map { SoakModel(key: "soak:\(number):\($0)") }
  }

  var name: String { "soak:\(number)" }

  /// Calls so many commands.
  mutating func run(_ count: Int) async {
    await prepare()
    while calls < count { await step() }
  }

  private mutating func step() async {
    switch Int.random(in: 0..<100, using: &random) {
    case ..<18: await write()
    case ..<42: await read()
    case ..<50: await readMany()
    case ..<55: await exchange()
    case ..<62: await echo()
    case ..<70: await script()
    case ..<77: await increment()
    case ..<83: await readList()
    case ..<84: await large()
    case ..<87: await pop()
    case ..<92: await pipeline()
    case ..<94: await chain(isTransaction: false)
    case ..<96: await chain(isTransaction: true)
    case ..<97: await watchedTransaction()
    case ..<98: await transact()
    default: await watch()
    }
  }

  /// Runs one call, sometimes with a deadline of a few milliseconds, sometimes in a task that is cancelled, and notes how it ends.
  mutating func call<Value: Sendable>(
    _ what: String, _ body: @escaping @Sendable (Redis) async throws -> Value
  ) async -> Result<Value, any Error> {
    calls += 1
    let client = random.happens(0.08) ? redis.withTimeout(.microseconds(Int.random(in: 200...30_000, using: &random))) : redis
    let cancelsAfter: Int? = random.happens(0.05) ? Int.random(in: 0..<3000, using: &random) : nil
    ledger.begin(number, what)
    let result: Result<Value, any Error>
    if let cancelsAfter {
      let task = Task { try await body(client) }
      if cancelsAfter > 100 { try? await Task.sleep(for: .microseconds(cancelsAfter)) }
      task.cancel()
      result = await task.result
    } else {
      do {
        result = .success(try await body(client))
      } catch {
        result = .failure(error)
      }
    }
    switch result {
    case .success: ledger.end(number, what, nil)
    case .failure(let error): ledger.end(number, what, error)
    }
    return result
  }

  /// Notes a reply that is wrong, if `problem` says so.
  func check(_ what: String, _ problem: String?) {
    if let problem { ledger.wrong("task \(number), \(what): \(problem)") }
  }

  func check<Value: Equatable>(_ what: String, _ found: Value, is expected: Value) {
    if found != expected { check(what, "\("\(found)".prefix(80)) instead of \("\(expected)".prefix(80))") }
  }
}

/// The elements of a list that a task appends to and pops from.
struct SoakQueue {
  private(set) var pushed = 0
  private var acknowledged: Set<Int> = []
  private var uncertain: Set<Int> = []
  private var popped: Set<Int> = []
  /// Whether an element may have been taken by a call whose reply was lost.
  private var mayMissSome = false

  mutating func next() -> Int {
    pushed += 1
    return pushed
  }

  mutating func wasPushed(_ element: Int, acknowledged isAcknowledged: Bool, mayHaveBeenApplied: Bool) {
    if isAcknowledged { acknowledged.insert(element) } else if mayHaveBeenApplied { uncertain.insert(element) }
  }

  mutating func popFailed(mayHaveBeenApplied: Bool) {
    if mayHaveBeenApplied {
      mayMissSome = true
      acknowledged = []
    }
  }

  /// What is wrong with this as the first element; nil if nothing is.
  mutating func problem(withPopped element: Int?) -> String? {
    guard let element else {
      return acknowledged.isEmpty ? nil : "nothing, where \(acknowledged.count) were pushed"
    }
    if !popped.insert(element).inserted { return "\(element) came twice" }
    let isKnown = acknowledged.remove(element) != nil || uncertain.remove(element) != nil || mayMissSome
    if popped.count > 500 { popped = popped.filter { $0 > pushed - 400 } }
    if uncertain.count > 500 { uncertain = uncertain.filter { $0 > pushed - 400 } }
    return isKnown && element <= pushed ? nil : "\(element), which was not pushed"
  }
}
