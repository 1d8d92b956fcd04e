/// Writes the Swift that calls a form as a plan says.
struct SampleExpression {
  let plan: SamplePlan

  /// `key: "key1", count: 3`
  func arguments(_ body: Body) -> [String] {
    body.parameters.compactMap { parameter in
      argument(parameter, at: []).map { "\(SwiftText.label(parameter.label)): \($0)" }
    }
  }

  /// nil when it is left out.
  private func argument(_ parameter: Parameter, at indices: [Int]) -> String? {
    guard plan.isFull || !parameter.isOptional else { return nil }
    return value(parameter.type, parameter.path, at: indices, isJoined: parameter.isJoined)
  }

  private func value(_ type: ParameterType, _ path: String, at indices: [Int], isJoined: Bool = false) -> String {
    switch type {
    case .value(let kind): return plain(kind, path, at: indices)
    case .flag: return "true"
    case .repetitions: return "\(plan.elements())"
    case .choice(let model):
      let index = plan.choice(path, of: model.cases.count, at: indices)
      return choice(model.cases[index], at: indices)
    case .tuple(let members):
      let values = members.map { member in
        "\(SwiftText.label(member.label)): \(value(member.type, member.path, at: indices))"
      }
      return "(" + values.joined(separator: ", ") + ")"
    case .structure(let model):
      let values = model.body.parameters.compactMap { parameter in
        argument(parameter, at: indices).map { "\(SwiftText.label(parameter.label)): \($0)" }
      }
      return "\(SwiftText.type(model.name))(\(values.joined(separator: ", ")))"
    case .list(let element):
      let values = (0..<plan.elements(isJoined: isJoined)).map { value(element, path, at: indices + [$0]) }
      return "[" + values.joined(separator: ", ") + "]"
    }
  }

  private func choice(_ item: CaseModel, at indices: [Int]) -> String {
    let values = item.body.parameters.compactMap { parameter -> String? in
      guard let value = argument(parameter, at: indices) else { return nil }
      return item.isLabelled ? "\(SwiftText.label(parameter.label)): \(value)" : value
    }
    let name = ".\(SwiftText.name(item.name))"
    // A case with associated values is called even when all of them are left out.
    guard !item.body.parameters.isEmpty else { return name }
    return "\(name)(\(values.joined(separator: ", ")))"
  }

  private func plain(_ kind: ValueKind, _ path: String, at indices: [Int]) -> String {
    switch kind {
    case .bytes: SwiftText.literal(plan.text(path, at: indices))
    case .int: String(plan.int(path, at: indices))
    case .double: String(plan.double(path, at: indices))
    case .unixSeconds: "UnixTime(seconds: \(plan.int(path, at: indices)))"
    case .unixMilliseconds: "UnixTime(milliseconds: \(plan.int(path, at: indices)))"
    }
  }
}
