/// Makes a form's arguments out of a command's: what is always sent, and what is not offered.
struct FormEditor {
  enum Mistake: Error, Equatable {
    case noArgument
    case alwaysSent
    case required
    case single
  }

  private(set) var arguments: [ArgumentSpec]

  init(_ arguments: [ArgumentSpec]) { self.arguments = arguments }

  /// The argument at `path` is always sent, with all that it is inside of.
  mutating func include(_ path: String) throws(Mistake) {
    var changed = false
    arguments = try Self.including(path, in: arguments, &changed)
    if !changed { throw .alwaysSent }
  }

  private static func including(
    _ path: String, in list: [ArgumentSpec], _ changed: inout Bool
  ) throws(Mistake) -> [ArgumentSpec] {
    for (index, argument) in list.enumerated() {
      if argument.name == path {
        return list.replacing(index, [argument.required(&changed)])
      }
      guard
        let rest = argument.rest(of: path), argument.children.argument(at: rest) != nil
      else { continue }
      return list.replacing(index, try including(rest, inside: argument, &changed))
    }
    throw .noArgument
  }

  private static func including(
    _ path: String, inside argument: ArgumentSpec, _ changed: inout Bool
  ) throws(Mistake) -> [ArgumentSpec] {
    guard argument.type == .oneof else {
      var block = argument.required(&changed)
      block.children = try including(path, in: block.children, &changed)
      return [block]
    }
    let chosen = argument.children.first { $0.name == path || $0.rest(of: path) != nil }
    guard let chosen else { throw .noArgument }
    changed = true
    var fixed = argument
    fixed.optional = false
    fixed.multiple = false
    fixed.children = try including(path, in: [chosen], &changed)
    guard argument.multiple else { return [fixed] }
    // The others can still be given; this one was.
    var others = argument
    others.optional = true
    others.children.removeAll { $0.name == chosen.name }
    return others.children.isEmpty ? [fixed] : [fixed, others]
  }

  /// The argument at `path` is not offered.
  mutating func exclude(_ path: String) throws(Mistake) {
    arguments = try Self.excluding(path, in: arguments, isChoice: false)
  }

  private static func excluding(
    _ path: String, in list: [ArgumentSpec], isChoice: Bool
  ) throws(Mistake) -> [ArgumentSpec] {
    for (index, argument) in list.enumerated() {
      if argument.name == path {
        guard isChoice || argument.optional else { throw .required }
        return list.replacing(index, [])
      }
      guard
        let rest = argument.rest(of: path), argument.children.argument(at: rest) != nil
      else { continue }
      var parent = argument
      parent.children = try excluding(
        rest, in: argument.children, isChoice: argument.type == .oneof)
      if parent.children.isEmpty {
        guard isChoice || argument.optional else { throw .required }
        return list.replacing(index, [])
      }
      return list.replacing(index, [parent])
    }
    throw .noArgument
  }

  /// The list at `path` is one element.
  mutating func takeOne(_ path: String) throws(Mistake) {
    guard let list = arguments.argument(at: path) else { throw .noArgument }
    guard list.multiple else { throw .single }
    _ = arguments.edit(path) { list in
      var element = list
      element.multiple = false
      element.multipleToken = false
      return [element]
    }
  }
}

extension ArgumentSpec {
  fileprivate func required(_ changed: inout Bool) -> ArgumentSpec {
    if optional { changed = true }
    var copy = self
    copy.optional = false
    return copy
  }
}

extension [ArgumentSpec] {
  fileprivate func replacing(_ index: Int, _ elements: [ArgumentSpec]) -> [ArgumentSpec] {
    var copy = self
    copy.replaceSubrange(index...index, with: elements)
    return copy
  }
}
