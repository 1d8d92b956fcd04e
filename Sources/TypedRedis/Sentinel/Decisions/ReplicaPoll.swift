import RedisTransport

/// What several sentinels answer when they are asked for the replicas, and which of these can be used. Pure.
struct ReplicaPoll: Sendable {
  struct Replica: Sendable, Hashable {
    var endpoint: Endpoint
    /// The sentinel reaches it, and it follows its primary.
    var isUsable: Bool
  }

  let asked: [Endpoint]
  let quorum: Int
  private var lists: [Endpoint: [Replica]] = [:]
  private var failures: [Endpoint: RedisError] = [:]
  private var identities: Set<String> = []
  /// Those that had answered already under another address.
  private var repeated: Set<Endpoint> = []
  private var isPatient = true

  init(asked: [Endpoint], quorum: Int) {
    self.asked = asked
    self.quorum = quorum
  }

  /// - Parameter identity: what the sentinel calls itself, if it said so: under two addresses it counts once.
  mutating func heard(_ answer: Result<[Replica], RedisError>, from sentinel: Endpoint, identity: String? = nil) {
    guard asked.contains(sentinel), lists[sentinel] == nil, failures[sentinel] == nil, !repeated.contains(sentinel) else { return }
    if let identity, !identities.insert(identity).inserted {
      repeated.insert(sentinel)
      return
    }
    switch answer {
    case .success(let list): lists[sentinel] = list
    case .failure(let error): failures[sentinel] = error
    }
  }

  /// Those who have not answered yet are only waited for while fewer have than have to agree.
  mutating func timePassed() { isPatient = false }

  /// The replicas that most of those sentinels hold for usable who answered, in a fixed order; nil while answers have to be
  /// waited for.
  var verdict: Result<[Endpoint], RedisError>? {
    let voters = asked.count - repeated.count
    let isComplete = lists.count + failures.count >= voters
    let isEnough = lists.count >= quorum && (lists.count > voters / 2 || !isPatient)
    guard isComplete || isEnough else { return nil }
    guard !lists.isEmpty else { return .failure(failure) }
    var votes: [Endpoint: Int] = [:]
    for replica in lists.values.flatMap({ Set($0) }) where replica.isUsable { votes[replica.endpoint, default: 0] += 1 }
    let usable = votes.filter { $0.value * 2 > lists.count }.keys
    return .success(usable.sorted { $0.description < $1.description })
  }

  private var failure: RedisError {
    let details = asked.compactMap { sentinel in failures[sentinel].map { "\(sentinel) failed (\($0.message))" } }
    let areFinal = !failures.isEmpty && failures.values.allSatisfy(\.isFinal)
    let code = areFinal ? failures.values.first?.code : nil
    return RedisError(code ?? .connectFailed, "no sentinel tells the replicas: \(details.joined(separator: "; "))")
  }
}
