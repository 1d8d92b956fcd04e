extension RedisClusterOptions {
  /// Checks every value, and whether they go together.
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names each option at fault, its value, and what is expected.
  public func validate() throws(RedisError) {
    let problems = problems
    if !problems.isEmpty { throw .invalidOptions(problems) }
  }

  var problems: [OptionProblem] {
    let values = Self.items.filter { !$0.isAllowed(self) }.map { item in
      OptionProblem(item.option, item: item.item, is: item.shownText(self) ?? "", expected: item.expected)
    }
    return values + seedProblems + nodeProblems + zoneProblems
  }

  private var seedProblems: [OptionProblem] {
    if seeds.isEmpty { return [OptionProblem("seeds", "is empty; expected the endpoint of a node at least")] }
    return seeds.flatMap { seed in
      var options = RedisOptions()
      options.endpoint = seed
      options.tls = node.tls
      return options.problems.compactMap { problem in
        switch problem.option {
        case "endpoint": OptionProblem("seeds", problem.text)
        case "tls.serverName": OptionProblem("node.tls.serverName", item: problem.item, problem.text)
        default: nil
        }
      }
    }
  }

  private var nodeProblems: [OptionProblem] {
    var options = node
    options.endpoint = RedisOptions().endpoint
    var problems = options.problems.map { OptionProblem("node.\($0.option)", item: $0.item, $0.text) }
    if node.readsFromReplica {
      problems.append(
        OptionProblem("node.readsFromReplica", item: "reads_from_replica", "is true; for a cluster, readsFrom says it"))
    }
    return problems
  }

  private var zoneProblems: [OptionProblem] {
    zones.filter(\.value.isEmpty).keys.map(\.description).sorted().map {
      OptionProblem("zones", "has an empty text for \($0); expected the name of a zone")
    }
  }
}
