/// Turns the arguments of a specification into what a caller gives and how it is sent.
struct ArgumentResolver {
  let overrides: [String: ArgumentOverride]
  let counts: CountRule
  let sharedEnums: SharedEnums
  let versions: LaterVersions
  var types: ArgumentTypes
  /// The form whose arguments are resolved; nil for the main one.
  var form: String?
  /// Labels that collided.
  var renamed: [(wanted: String, given: String, path: String)] = []

  init(
    overrides: [String: ArgumentOverride], counts: CountRule, sharedEnums: SharedEnums,
    versions: LaterVersions, types: ArgumentTypes
  ) {
    self.overrides = overrides
    self.counts = counts
    self.sharedEnums = sharedEnums
    self.versions = versions
    self.types = types
  }

  /// The arguments of a command.
  mutating func resolve(_ arguments: [ArgumentSpec]) -> Body {
    body(of: arguments, at: "")
  }

  mutating func body(of arguments: [ArgumentSpec], at path: String) -> Body {
    var builder = BodyBuilder()
    add(arguments, inside: path, to: &builder)
    renamed += builder.renamed
    return builder.body
  }

  // MARK: Lists of arguments

  mutating func add(
    _ arguments: [ArgumentSpec], inside parent: String, to builder: inout BodyBuilder
  ) {
    let start = builder.body.parameters.count
    let waitingCounts = builder.waitingCounts
    var wordCounts: [Int] = []
    for (index, argument) in arguments.enumerated() {
      let path = argumentPath(parent, argument.name)
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      if counts.isWordCount(argument, path: path) {
        builder.add(argument.words)
        wordCounts.append(builder.stepCount)
      } else if counts.isCount(argument, path: path, before: next) {
        builder.add(argument.words)
        builder.addCount()
      } else {
        add(argument, at: path, to: &builder)
      }
    }
    builder.closeCounts(after: waitingCounts)
    for start in wordCounts.reversed() { builder.countWords(from: start) }
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

  func name(_ argument: ArgumentSpec, _ path: String) -> String {
    if let name = overrides[path]?.name { return name }
    let name = Identifier.lower(argument.name)
    return argument.multiple && argument.type != .pureToken ? Identifier.plural(name) : name
  }

  func parentName(_ path: String) -> String {
    let names = path.split(separator: ".")
    return names.count > 1 ? Identifier.lower(String(names[names.count - 2])) : ""
  }

  // MARK: Kinds of arguments

  /// Adds an argument that is one value, or a list of such. `steps` write one value, which is `.current` in them.
  /// The argument may be a block around the value, which is at `valuePath` then.
  func addValue(
    _ argument: ArgumentSpec, _ type: ParameterType, _ steps: [Step], _ path: String,
    _ builder: inout BodyBuilder, valuePath: String? = nil
  ) {
    let label = builder.label(name(argument, path), parentName(path), path: path)
    let place = Place.parameter(label)
    var parameter = Parameter(
      label: label, type: type, isOptional: argument.optional, path: valuePath ?? path,
      since: versions.since(argument))
    guard argument.multiple else {
      let steps =
        argument.optional
        ? [.ifPresent(place, argument.words + steps)]
        : argument.words + steps.moved { $0.withCurrent(place) }
      return builder.add(parameter, steps)
    }
    parameter.type = .list(type)
    parameter.isJoined = argument.joined != nil
    if argument.multipleToken {
      builder.add(parameter, [.forEach(place, argument.words + steps)])
      return
    }
    var list = Step.forEach(place, steps)
    if let separator = argument.joined { list = .joined(separator, [list]) }
    let isMissable = argument.optional && (!argument.words.isEmpty || argument.joined != nil)
    builder.add(parameter, isMissable ? [.ifNotEmpty(place, argument.words + [list])] : argument.words + [list])
  }

  /// Adds words without a value.
  func addWords(
    _ argument: ArgumentSpec, _ steps: [Step], _ path: String, _ builder: inout BodyBuilder
  ) {
    guard argument.optional || argument.multiple else { return builder.add(steps) }
    let label = builder.label(name(argument, path), parentName(path), path: path)
    let parameter = Parameter(
      label: label, type: argument.multiple ? .repetitions : .flag, isOptional: argument.optional,
      path: path, since: versions.since(argument))
    let place = Place.parameter(label)
    builder.add(
      parameter, [argument.multiple ? .times(place, steps) : .ifTrue(place, steps)])
  }

  // MARK: Type names

  /// The argument's own name; where that is taken, with the form's name or the names around it.
  func typeNames(_ argument: ArgumentSpec, _ path: String) -> [String] {
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

extension Place {
  fileprivate func withCurrent(_ place: Place) -> Place {
    self == .current ? place : self
  }
}

extension ArgumentSpec {
  /// The word before the value, if there is one.
  var words: [Step] { type == .pureToken ? [] : token.map { [.token($0)] } ?? [] }

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
