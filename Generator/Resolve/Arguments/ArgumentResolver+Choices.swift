extension ArgumentResolver {
  mutating func addChoice(
    _ argument: ArgumentSpec, _ path: String, _ builder: inout BodyBuilder
  ) {
    // With one alternative there is nothing to choose.
    if argument.children.count == 1, !argument.multiple {
      var block = argument
      block.type = .block
      block.children[0].optional = false
      return addBlock(block, path, &builder)
    }
    var argument = argument
    if argument.children.allSatisfy(\.optional) { argument.optional = true }
    let model = choice(argument, path)
    addValue(argument, .choice(model), [.nested(.current)], path, &builder)
  }

  private mutating func choice(_ argument: ArgumentSpec, _ path: String) -> EnumModel {
    if let shared = sharedEnums.model(for: argument.children) { return shared }
    var names = NameScope()
    var cases: [CaseModel] = []
    for alternative in argument.children {
      let childPath = argumentPath(path, alternative.name)
      let wanted = overrides[childPath]?.name ?? Identifier.lower(alternative.name)
      let (name, isFirstChoice) = names.claim([ReservedNames.enumCase(wanted)])
      if !isFirstChoice { renamed.append((wanted, name, childPath)) }
      cases.append(caseModel(alternative, name, inside: path))
    }
    return types.declare(typeNames(argument, path), ArgumentTypeModel.choice) {
      EnumModel(name: $0, cases: cases)
    }
  }

  private mutating func caseModel(
    _ alternative: ArgumentSpec, _ name: String, inside path: String
  ) -> CaseModel {
    var alternative = alternative
    // To choose it is to send it; a choice in which all may be missing is optional itself.
    alternative.optional = false
    let body = body(of: [alternative], at: path)
    var word: String?
    if body.steps.count == 1, case .token(let token) = body.steps[0] { word = token }
    return CaseModel(
      name: name, body: body, isLabelled: body.parameters.count > 1, since: versions.since(alternative),
      word: word)
  }
}
