/// Turns the arguments of a specification into what a caller gives and how it is sent.
struct ArgumentResolver {
  let overrides: [String: ArgumentOverride]
  let counts: CountRule
  let sharedEnums: SharedEnums
  var types: ArgumentTypes
  /// The form whose arguments are resolved; nil for the main one.
  var form: String?
  /// Labels that collided.
  private(set) var renamed: [(wanted: String, given: String, path: String)] = []

  init(
    overrides: [String: ArgumentOverride], counts: CountRule, sharedEnums: SharedEnums,
    types: ArgumentTypes
  ) {
    self.overrides = overrides
    self.counts = counts
    self.sharedEnums = sharedEnums
    self.types = types
  }

  /// The arguments of a command.
  mutating func resolve(_ arguments: [ArgumentSpec]) -> Body {
    body(of: arguments, at: "")
  }

  private mutating func body(of arguments: [ArgumentSpec], at path: String) -> Body {
    var builder = BodyBuilder()
    add(arguments, inside: path, to: &builder)
    renamed += builder.renamed
    return builder.body
  }

  // MARK: Lists of arguments

  private mutating func add(
    _ arguments: [ArgumentSpec], inside parent: String, to builder: inout BodyBuilder
  ) {
    let start = builder.body.parameters.count
    let waitingCounts = builder.waitingCounts
    for (index, argument) in arguments.enumerated() {
      let path = argumentPath(parent, argument.name)
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      if counts.isCount(argument, path: path, before: next) {
        builder.add(argument.words)
        builder.addCount()
      } else {
        add(argument, at: path, to: &builder)
      }
    }
    builder.closeCounts(after: waitingCounts)
    if let order = overrides[parent]?.order, !order.isEmpty {
      builder.reorder(from: start, order.map(\.value), inside: parent)
    }
  }

  private mutating func add(
    _ argument: ArgumentSpec, at path: String, to builder: inout BodyBuilder
  ) {
    switch argument.type {
    case .key, .string, .pattern, .integer, .double, .unixTime:
      let type = ParameterType.value(argument.valueKind)
      addValue(argument, type, [.value(.current, argument.valueKind)], path, &builder)
    case .pureToken:
      addWords(argument, [.token(argument.token ?? "")], path, &builder)
    case .oneof:
      addChoice(argument, path, &builder)
    case .block:
      addBlock(argument, path, &builder)
    }
  }

  // MARK: Labels

  private func name(_ argument: ArgumentSpec, _ path: String) -> String {
    if let name = overrides[path]?.name { return name }
    let name = Identifier.lower(argument.name)
    return argument.multiple && argument.type != .pureToken ? Identifier.plural(name) : name
  }

  private func parentName(_ path: String) -> String {
    let names = path.split(separator: ".")
    return names.count > 1 ? Identifier.lower(String(names[names.count - 2])) : ""
  }

  // MARK: Kinds of arguments

  /// Adds an argument that is one value, or a list of such. `steps` write one value, which is `.current` in them.
  /// The argument may be a block around the value, which is at `valuePath` then.
  private func addValue(
    _ argument: ArgumentSpec, _ type: ParameterType, _ steps: [Step], _ path: String,
    _ builder: inout BodyBuilder, valuePath: String? = nil
  ) {
    let label = builder.label(name(argument, path), parentName(path), path: path)
    let place = Place.parameter(label)
    var parameter = Parameter(
      label: label, type: type, isOptional: argument.optional, path: valuePath ?? path,
      since: argument.since)
    guard argument.multiple else {
      let steps =
        argument.optional
        ? [.ifPresent(place, argument.words + steps)]
        : argument.words + steps.moved { $0.withCurrent(place) }
      return builder.add(parameter, steps)
    }
    parameter.type = .list(type)
    if argument.multipleToken {
      builder.add(parameter, [.forEach(place, argument.words + steps)])
    } else if argument.words.isEmpty || !argument.optional {
      builder.add(parameter, argument.words + [.forEach(place, steps)])
    } else {
      builder.add(parameter, [.ifNotEmpty(place, argument.words + [.forEach(place, steps)])])
    }
  }

  /// Adds words without a value.
  private func addWords(
    _ argument: ArgumentSpec, _ steps: [Step], _ path: String, _ builder: inout BodyBuilder
  ) {
    guard argument.optional || argument.multiple else { return builder.add(steps) }
    let label = builder.label(name(argument, path), parentName(path), path: path)
    let parameter = Parameter(
      label: label, type: argument.multiple ? .repetitions : .flag, isOptional: argument.optional,
      path: path, since: argument.since)
    let place = Place.parameter(label)
    builder.add(
      parameter, [argument.multiple ? .times(place, steps) : .ifTrue(place, steps)])
  }

  private mutating func addBlock(
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
      label: label, type: inner.type, isOptional: true, path: inner.path, since: argument.since)
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
      since: block.since)
    var steps = block.words
    for (member, child) in zip(members, children) {
      steps.append(.forEach(place, [.value(.member(member.label), child.valueKind)]))
    }
    builder.add(parameter, block.optional ? [.ifNotEmpty(place, steps)] : steps)
  }

  // MARK: Choices

  private mutating func addChoice(
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
      name: name, body: body, isLabelled: body.parameters.count > 1, since: alternative.since,
      word: word)
  }

  // MARK: Type names

  /// The argument's own name; where that is taken, with the form's name or the names around it.
  private func typeNames(_ argument: ArgumentSpec, _ path: String) -> [String] {
    var name = Identifier.upper(overrides[path]?.name ?? argument.name)
    if argument.multiple { name = Identifier.singular(name) }
    var names = [name]
    if let form, form != name { names.append(form + name) }
    for parent in path.split(separator: ".").dropLast().reversed() {
      name = Identifier.upper(String(parent)) + name
      names.append(name)
    }
    names.append(names[0] + "Option")
    return names
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

extension Place {
  fileprivate func withCurrent(_ place: Place) -> Place {
    self == .current ? place : self
  }
}

extension ArgumentSpec {
  /// The word before the value, if there is one.
  fileprivate var words: [Step] { type == .pureToken ? [] : token.map { [.token($0)] } ?? [] }

  var valueKind: ValueKind {
    switch type {
    case .integer: .int
    case .double: .double
    case .unixTime:
      name.lowercased().contains("milli") || token?.uppercased().hasPrefix("PX") == true
        ? .unixMilliseconds : .unixSeconds
    default: .bytes
    }
  }
}
