extension BlockingArgumentModel {
  /// Nil for a command that does not block, or where the argument has no place that all requests share.
  init?(_ command: CommandSpec, _ entry: CommandOverride?) {
    if let blocking = entry?.blocking, blocking.argument.value.contains(".") {
      guard let word = command.arguments.wordBefore(blocking.argument.value.split(separator: ".")[...]) else { return nil }
      place = .after(word)
      unit = blocking.unit
      return
    }
    guard command.flags.contains("blocking") || entry?.blocking != nil else { return nil }
    let arguments = command.arguments
    let isWanted = { (argument: ArgumentSpec) -> BlockingModel.Unit? in
      if let blocking = entry?.blocking {
        return argument.name == blocking.argument.value ? blocking.unit : nil
      }
      if argument.name.contains("milliseconds") { return .milliseconds }
      return argument.name == "timeout" ? .seconds : nil
    }
    for (index, argument) in arguments.enumerated() {
      guard let unit = isWanted(argument) else { continue }
      self.unit = unit
      if let token = argument.token {
        place = .after(token)
      } else if arguments[..<index].allSatisfy(\.isOneWord) {
        place = .at(command.name.split(separator: " ").count + index)
      } else if arguments[index...].allSatisfy(\.isOneWord) {
        place = .at(index - arguments.count)
      } else {
        return nil
      }
      return
    }
    return nil
  }
}

extension [ArgumentSpec] {
  /// The word that always comes right before an argument inside of others: its own, or that of what it is the first of.
  fileprivate func wordBefore(_ path: ArraySlice<Substring>) -> String? {
    guard let name = path.first, let index = firstIndex(where: { $0.name == name }) else { return nil }
    let argument = self[index]
    let rest = path.dropFirst()
    if rest.isEmpty { return argument.token }
    if let word = argument.children.wordBefore(rest) { return word }
    guard let first = argument.children.first, rest.elementsEqual([first.name[...]]) else { return nil }
    return argument.token
  }
}

extension ArgumentSpec {
  fileprivate var isOneWord: Bool {
    if optional || multiple { return false }
    switch type {
    case .block: return false
    case .oneof: return children.allSatisfy(\.isOneWord)
    case .pureToken: return true
    default: return token == nil
    }
  }
}
