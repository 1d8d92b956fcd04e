/// Says which words a call has to send, straight from the specification. It shares nothing with the resolver: what the two make of
/// the same arguments has to be the same.
struct WireInterpreter {
  let plan: SamplePlan
  let declaredCounts: DeclaredCounts

  /// Paths of the arguments that have been sent.
  private var paths: Set<String> = []

  init(plan: SamplePlan, declaredCounts: DeclaredCounts) {
    self.plan = plan
    self.declaredCounts = declaredCounts
  }

  /// The words of a call, and the paths of the arguments they are.
  func request(_ command: CommandModel, _ form: FormModel) -> (words: [String], paths: Set<String>) {
    var interpreter = self
    let words = command.words + interpreter.words(form.specification, inside: "", at: [])
    return (words, interpreter.paths)
  }

  func words(_ command: CommandModel, _ form: FormModel) -> [String] { request(command, form).words }

  private mutating func words(
    _ arguments: [ArgumentSpec], inside parent: String, at indices: [Int]
  ) -> [String] {
    var words: [String] = []
    for (index, argument) in arguments.enumerated() {
      let path = argumentPath(parent, argument.name)
      let rest = Array(arguments[(index + 1)...])
      if declaredCounts.ofWords.contains(path) {
        paths.insert(path)
        let counted = self.words(rest, inside: parent, at: indices)
        if let token = argument.token { words.append(token) }
        return words + [String(counted.count)] + counted
      }
      if let count = counted(argument, path, rest) {
        paths.insert(path)
        if let token = argument.token { words.append(token) }
        words.append(String(count))
      } else {
        words += self.words(argument, path, at: indices)
      }
    }
    return words
  }

  /// One argument, as often as the plan says.
  private mutating func words(_ argument: ArgumentSpec, _ path: String, at indices: [Int]) -> [String] {
    let isOptional = argument.optional || argument.hasOnlyOptionalAlternatives
    guard plan.isFull || !isOptional else { return [] }
    paths.insert(path)
    guard argument.multiple else {
      return argument.tokenBefore + once(argument, path, at: indices)
    }
    var words = argument.multipleToken ? [] : argument.tokenBefore
    for element in 0..<plan.elements(isJoined: argument.joined != nil) {
      if argument.multipleToken { words += argument.tokenBefore }
      words += once(argument, path, at: indices + [element])
    }
    guard let separator = argument.joined else { return words }
    let start = argument.tokenBefore.count
    return words.prefix(start) + [words.dropFirst(start).joined(separator: separator)]
  }

  private mutating func once(_ argument: ArgumentSpec, _ path: String, at indices: [Int]) -> [String] {
    switch argument.type {
    case .key, .string, .pattern: return [plan.text(path, at: indices)]
    case .integer: return [String(plan.int(path, at: indices))]
    case .double: return [String(plan.double(path, at: indices))]
    case .unixTime: return [String(plan.int(path, at: indices))]
    case .pureToken: return [argument.token ?? ""]
    case .block: return words(argument.children, inside: path, at: indices)
    case .oneof:
      var chosen = argument.children[
        plan.choice(path, of: argument.children.count, at: indices)]
      chosen.optional = false
      return words(chosen, argumentPath(path, chosen.name), at: indices)
    }
  }

  /// What an integer counts, if it does: the elements of the list after it, or else the words that are given of those after it.
  private func counted(_ argument: ArgumentSpec, _ path: String, _ rest: [ArgumentSpec]) -> Int? {
    guard argument.type == .integer, !argument.multiple else { return nil }
    let isBeforeList = rest.first?.multiple == true
    let isNamedCount = isBeforeList && argument.name.lowercased().hasPrefix("num")
    guard isNamedCount || declaredCounts.ofElements.contains(path) else { return nil }
    if let list = rest.first(where: \.multiple) {
      return plan.isFull || !list.optional ? plan.elements() : 0
    }
    return plan.isFull ? rest.count { $0.type == .pureToken && $0.optional } : 0
  }
}

extension ArgumentSpec {
  /// The word that introduces the value. A pure token is its own value.
  fileprivate var tokenBefore: [String] { type == .pureToken ? [] : token.map { [$0] } ?? [] }

  fileprivate var hasOnlyOptionalAlternatives: Bool {
    type == .oneof && children.allSatisfy(\.optional)
  }
}
