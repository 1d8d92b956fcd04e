import RedisTransport

extension RedisSentinelOptions {
  /// Checks every value, and whether they go together.
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names each option at fault, its value, and what is expected.
  public func validate() throws(RedisError) {
    let problems = problems
    if !problems.isEmpty { throw .invalidOptions(problems) }
  }

  var problems: [OptionProblem] {
    own + RedisSentinelOptions.named("sentinel", sentinel.problems) + RedisSentinelOptions.named("primary", primary.problems)
      + RedisSentinelOptions.named("replica", replica?.problems ?? [])
  }

  private var own: [OptionProblem] {
    var problems: [OptionProblem] = []
    if sentinels.isEmpty { problems.append(OptionProblem("sentinels", "is empty; expected the endpoint of one sentinel at least")) }
    for (number, endpoint) in sentinels.enumerated() {
      var probe = RedisOptions()
      probe.endpoint = endpoint
      problems += probe.problems.map { OptionProblem("sentinels[\(number)]", $0.text) }
    }
    if !OptionRule<String>.word.accepts(primaryName) {
      problems.append(OptionProblem("primaryName", is: primaryName, expected: OptionRule<String>.word.expected))
    }
    if !(1...SentinelMembers.most).contains(quorum) || !discoversSentinels && quorum > sentinels.count {
      let most = discoversSentinels ? SentinelMembers.most : max(1, sentinels.count)
      problems.append(OptionProblem("quorum", is: "\(quorum)", expected: "a whole number from 1 to \(most)"))
    }
    if let refreshInterval, refreshInterval <= .zero {
      problems.append(
        OptionProblem("refreshInterval", is: refreshInterval.urlText, expected: OptionRule<Duration>.positive.expected))
    }
    return problems
  }

  private static func named(_ part: String, _ problems: [OptionProblem]) -> [OptionProblem] {
    problems.map { OptionProblem("\(part).\($0.option)", item: $0.item, $0.text) }
  }
}
