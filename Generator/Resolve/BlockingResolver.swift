/// Finds the argument that says how long a server may wait before it answers.
struct BlockingResolver {
  let command: CommandSpec
  let entry: CommandOverride?

  func resolve(_ body: Body) -> BlockingModel? {
    if let blocking = entry?.blocking {
      return body.parameters.first { $0.path == blocking.argument.value }
        .flatMap { model($0, blocking.unit) }
    }
    guard command.flags.contains("blocking") else { return nil }
    for parameter in body.parameters {
      let name = parameter.path.split(separator: ".").last ?? ""
      if name.contains("milliseconds") { return model(parameter, .milliseconds) }
      if name == "timeout" { return model(parameter, .seconds) }
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
