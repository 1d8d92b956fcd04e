extension ArgumentResolver {
  /// Adds arguments that belong together: as parameters of their own where they are always sent, else as one parameter.
  mutating func addBlock(
    _ argument: ArgumentSpec, _ path: String, _ builder: inout BodyBuilder
  ) {
    if let zipped = zipped(argument, path) {
      return addZipped(argument, zipped, path, &builder)
    }
    if !argument.optional && !argument.multiple {
      builder.add(argument.words)
      return add(argument.children, inside: path, to: &builder)
    }
    let inner = body(of: argument.children, at: path)
    guard let first = inner.parameters.first else {
      return addWords(argument, argument.words + inner.steps, path, &builder)
    }
    if inner.parameters.count == 1, !first.isOptional, first.type.isSingle || !argument.multiple {
      return addCollapsed(argument, inner.steps, first, path, &builder)
    }
    if inner.parameters.allSatisfy({ !$0.isOptional && $0.type.isPlain }) {
      return addValue(argument, .tuple(inner.parameters), inner.steps.inTuple, path, &builder)
    }
    let structure = types.declare(typeNames(argument, path), ArgumentTypeModel.structure) {
      StructModel(name: $0, body: inner)
    }
    addValue(argument, .structure(structure), [.nested(.current)], path, &builder)
  }

  /// A block around one value is that value.
  private func addCollapsed(
    _ argument: ArgumentSpec, _ steps: [Step], _ inner: Parameter, _ path: String,
    _ builder: inout BodyBuilder
  ) {
    var argument = argument
    // Who renames the value inside means this one.
    if overrides[path]?.name == nil, let name = overrides[inner.path]?.name { argument.name = name }
    guard case .list = inner.type else {
      return addValue(
        argument, inner.type, steps.with(inner.label, as: .current), path, &builder,
        valuePath: inner.path)
    }
    let label = builder.label(name(argument, path), parentName(path), path: path)
    let place = Place.parameter(label)
    let parameter = Parameter(
      label: label, type: inner.type, isOptional: true, path: inner.path, since: versions.since(argument))
    builder.add(
      parameter,
      [.ifNotEmpty(place, argument.words + steps.with(inner.label, as: place))])
  }

  // MARK: Two lists in a row

  /// Two lists that belong together element by element, as in XREAD: all keys, then all ids.
  private func zipped(_ block: ArgumentSpec, _ path: String) -> [ArgumentSpec]? {
    let children = block.children
    guard
      children.count == 2, !block.multiple,
      children.allSatisfy({
        $0.multiple && !$0.optional && $0.token == nil && !$0.type.hasChildren
          && $0.type != .pureToken
      })
    else { return nil }
    return children
  }

  private func addZipped(
    _ block: ArgumentSpec, _ children: [ArgumentSpec], _ path: String,
    _ builder: inout BodyBuilder
  ) {
    var labels = NameScope()
    let members = children.map { child in
      let childPath = argumentPath(path, child.name)
      let wanted = overrides[childPath]?.name ?? Identifier.lower(child.name)
      let (label, _) = labels.claim([ReservedNames.parameter(wanted)])
      return Parameter(label: label, type: .value(child.valueKind), path: childPath)
    }
    let wanted = overrides[path]?.name ?? Identifier.plural(Identifier.lower(block.name))
    let label = builder.label(wanted, parentName(path), path: path)
    let place = Place.parameter(label)
    let parameter = Parameter(
      label: label, type: .list(.tuple(members)), isOptional: block.optional, path: path,
      since: versions.since(block))
    var steps = block.words
    for (member, child) in zip(members, children) {
      steps.append(.forEach(place, [.value(.member(member.label), child.valueKind)]))
    }
    builder.add(parameter, block.optional ? [.ifNotEmpty(place, steps)] : steps)
  }
}

extension ParameterType {
  /// One value that can stand in a tuple.
  fileprivate var isPlain: Bool {
    switch self {
    case .value, .choice: true
    case .flag, .repetitions, .tuple, .structure, .list: false
    }
  }

  /// One value that can be an element of a list, or missing.
  fileprivate var isSingle: Bool {
    switch self {
    case .value, .choice, .structure, .tuple: true
    case .flag, .repetitions, .list: false
    }
  }
}
