/// A body that grows argument by argument.
struct BodyBuilder {
  private(set) var body = Body()
  private var labels = NameScope()
  /// Counts whose list has not come yet: the steps that write them, and how many parameters came before.
  private var openCounts: [(step: Int, parameter: Int)] = []
  /// Names that had to be changed because another argument has them.
  private(set) var renamed: [(wanted: String, given: String, path: String)] = []

  mutating func label(_ wanted: String, _ parent: String, path: String) -> String {
    let name = ReservedNames.parameter(wanted)
    var candidates = [name]
    if !parent.isEmpty {
      candidates.append(ReservedNames.parameter(Identifier.lower("\(parent)-\(wanted)")))
    }
    let (label, isFirstChoice) = labels.claim(candidates)
    if !isFirstChoice { renamed.append((name, label, path)) }
    return label
  }

  mutating func add(_ steps: [Step]) { body.steps += steps }

  mutating func add(_ parameter: Parameter, _ steps: [Step]) {
    body.parameters.append(parameter)
    body.steps += steps
    if case .list = parameter.type { closeCounts(over: .parameter(parameter.label)) }
  }

  /// The next list is counted here.
  mutating func addCount() {
    openCounts.append((body.steps.count, body.parameters.count))
    body.steps.append(.countTrue([]))
  }

  /// How many steps there are so far.
  var stepCount: Int { body.steps.count }

  /// All steps from `start` on are counted word by word, in front of them.
  mutating func countWords(from start: Int) {
    body.steps.replaceSubrange(start..., with: [.countWords(Array(body.steps[start...]))])
  }

  private mutating func closeCounts(over place: Place) {
    for count in openCounts { body.steps[count.step] = .count(place) }
    openCounts = []
  }

  /// How many counts wait for their list.
  var waitingCounts: Int { openCounts.count }

  /// Counts whose list has not come up to the end of their own block, which are all but the first `number`, count the flags
  /// after them.
  mutating func closeCounts(after number: Int) {
    while openCounts.count > number {
      let count = openCounts.removeLast()
      let flags = body.parameters[count.parameter...].filter { $0.type == .flag }
      body.steps[count.step] = .countTrue(flags.map { .parameter($0.label) })
    }
  }

  /// Puts the parameters that came since `start` into the order of `names`, which are names inside the argument at `parent`.
  mutating func reorder(from start: Int, _ names: [String], inside parent: String) {
    let rank = { (parameter: Parameter) -> Int in
      names.firstIndex { name in
        let path = argumentPath(parent, name)
        return parameter.path == path || parameter.path.hasPrefix(path + ".")
      } ?? names.count
    }
    let sorted = body.parameters[start...].enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    body.parameters.replaceSubrange(start..., with: sorted.map(\.element))
  }
}
