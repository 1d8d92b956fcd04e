import RedisTransport

/// What several sentinels answer when they are asked where the primary is, and what follows from it. Pure: it is told what came, and
/// whether there is time to wait for more.
///
/// The word of as many sentinels as the options want is needed. One that was away may still name the former primary: what nobody
/// expected is believed when most of the sentinels say so, or when there are no more answers to wait for.
struct SentinelPoll: Sendable {
  enum Answer: Sendable, Hashable {
    case primary(Endpoint)
    /// It watches over no primary of that name.
    case unknown
    case failed(RedisError)
  }

  let primaryName: String
  let asked: [Endpoint]
  let quorum: Int
  /// Where the primary was until now, if nothing speaks against it.
  let expected: Endpoint?
  /// What was just left, or found not to be a primary: for want of anything better.
  let avoided: Set<Endpoint>
  /// In the order in which they came.
  private var answers: [(sentinel: Endpoint, answer: Answer)] = []
  private var identities: Set<String> = []
  /// How many of the answers came from one that had answered under another address.
  private var repeated = 0
  private var isPatient = true

  init(primaryName: String, asked: [Endpoint], quorum: Int, expected: Endpoint? = nil, avoided: Set<Endpoint> = []) {
    self.primaryName = primaryName
    self.asked = asked
    self.quorum = quorum
    self.expected = expected
    self.avoided = avoided
  }

  /// - Parameter identity: what the sentinel calls itself, if it said so: under two addresses it counts once.
  mutating func heard(_ answer: Answer, from sentinel: Endpoint, identity: String? = nil) {
    guard asked.contains(sentinel), !answers.contains(where: { $0.sentinel == sentinel }) else { return }
    let isNew = identity.map { identities.insert($0).inserted } ?? true
    if !isNew { repeated += 1 }
    answers.append((sentinel, isNew ? answer : .failed(RedisError(.unsupported, "the same as another one"))))
  }

  /// Those who have not answered yet are only waited for if there is nothing to go by.
  mutating func timePassed() { isPatient = false }

  /// Nil while answers have to be waited for.
  var verdict: Result<Endpoint, RedisError>? {
    let agreed = votes.filter { $0.count >= quorum }
    if let expected, !avoided.contains(expected), agreed.contains(where: { $0.endpoint == expected }) {
      return .success(expected)
    }
    let others = agreed.filter { !avoided.contains($0.endpoint) }
    if let most = others.first(where: { isMost($0.count) }) { return .success(most.endpoint) }
    let isComplete = answers.count >= asked.count
    guard isComplete || !isPatient else { return nil }
    if let best = SentinelPoll.best(others) ?? SentinelPoll.best(agreed) { return .success(best) }
    return isComplete ? .failure(failure) : nil
  }

  private func isMost(_ count: Int) -> Bool { count > (asked.count - repeated) / 2 }

  // MARK: For a primary that is in use

  /// What a look at the sentinels has given while nothing speaks against the expected one.
  enum Finding: Sendable, Hashable {
    case stays
    case moves(Endpoint)
  }

  /// Nil while answers have to be waited for. Connections that work are not moved for want of answers: only most of all sentinels,
  /// and as many as the options want, can have that done, and not to what was just left.
  var finding: Finding? {
    if let most = votes.first(where: { $0.count >= quorum && isMost($0.count) }) {
      return most.endpoint == expected || avoided.contains(most.endpoint) ? .stays : .moves(most.endpoint)
    }
    return answers.count >= asked.count || !isPatient ? .stays : nil
  }

  // MARK: Votes

  /// Whether the primary's name is known to some, of which there were too few to agree: others that they know of may help.
  var wouldGainFromOthers: Bool { !votes.isEmpty }

  private typealias Votes = (endpoint: Endpoint, count: Int)

  /// In the order in which they were first named.
  private var votes: [Votes] {
    var votes: [Votes] = []
    for case (_, .primary(let endpoint)) in answers where !votes.contains(where: { $0.endpoint == endpoint }) {
      votes.append((endpoint, answers.count { $0.answer == .primary(endpoint) }))
    }
    return votes
  }

  /// The first one of those with the most votes.
  private static func best(_ votes: [Votes]) -> Endpoint? {
    let most = votes.map(\.count).max()
    return votes.first { $0.count == most }?.endpoint
  }

  // MARK: Why there is none

  private var failure: RedisError {
    let name = primaryName.debugDescription
    let errors = answers.compactMap { if case .failed(let error) = $0.answer { error } else { nil } }
    if asked.isEmpty { return RedisError(.invalidConfiguration, "there is no sentinel to ask for the primary \(name)") }
    if errors.isEmpty, votes.isEmpty {
      let list = answers.map(\.sentinel.description).joined(separator: ", ")
      return RedisError(.invalidConfiguration, "no sentinel knows a primary of the name \(name): \(list)")
    }
    let details = answers.map { "\($0.sentinel) \(SentinelPoll.text($0.answer))" }.joined(separator: "; ")
    guard votes.isEmpty else {
      return RedisError(
        .connectFailed, "\(quorum) sentinels have to agree on where the primary \(name) is: \(details)")
    }
    // What is wrong with all of them does not get right by asking again.
    let code = errors.count == answers.count && errors.allSatisfy(\.isFinal) ? errors.first?.code : nil
    return RedisError(code ?? .connectFailed, "no sentinel says where the primary \(name) is: \(details)")
  }

  private static func text(_ answer: Answer) -> String {
    switch answer {
    case .primary(let endpoint): "says \(endpoint)"
    case .unknown: "does not know it"
    case .failed(let error): "failed (\(error.message))"
    }
  }
}
