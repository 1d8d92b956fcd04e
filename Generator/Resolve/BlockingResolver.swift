/// Finds the argument that says how long a server may wait before it answers.
struct BlockingResolver {
  let command: CommandSpec
  let entry: CommandOverride?

  func resolve(_ body: Body) -> BlockingModel? {
    if let blocking = entry?.blocking { return named(blocking, body) }
    guard command.flags.contains("blocking") else { return nil }
    for parameter in body.parameters {
      let name = parameter.path.split(separator: ".").last ?? ""
      if name.contains("milliseconds") { return model(parameter, .milliseconds) }
      if name == "timeout" { return model(parameter, .seconds) }
    }
    return nil
  }

  /// A parameter, or one of the values that are one parameter together.
  private func named(_ blocking: BlockingOverride, _ body: Body) -> BlockingModel? {
    let path = blocking.argument.value
    for parameter in body.parameters {
      if parameter.path == path { return model(parameter, blocking.unit) }
      guard let inner = parameter.type.members.first(where: { $0.path == path }), !inner.isOptional
      else { continue }
      guard var model = model(inner, blocking.unit) else { return nil }
      model.member = model.label
      model.label = parameter.label
      model.isOptional = parameter.isOptional
      return model
    }
    return nil
  }

  private func model(_ parameter: Parameter, _ unit: BlockingModel.Unit) -> BlockingModel? {
    guard case .value(let kind) = parameter.type, kind == .int || kind == .double else {
      return nil
    }
    return BlockingModel(
      label: parameter.label, unit: unit, isDouble: kind == .double,
      isOptional: parameter.isOptional)
  }
}

extension ParameterType {
  fileprivate var members: [Parameter] {
    switch self {
    case .tuple(let members): members
    case .structure(let model): model.body.parameters
    case .value, .flag, .repetitions, .choice, .list: []
    }
  }
}
