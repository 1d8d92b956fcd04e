/// Makes the grammar of a command that has several forms, out of its arguments before any form changes them.
struct GrammarResolver {
  private let counts: CountRule
  /// Marks by the paths of arguments.
  private let marks: [String: Int]

  static func grammar(
    _ arguments: [ArgumentSpec], _ forms: [FormOverride], _ counts: CountRule
  ) -> GrammarModel {
    let paths = Set(forms.flatMap { $0.with + $0.without }.map(\.value)).sorted()
    let marks = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1, $0 + 1) })
    let resolver = GrammarResolver(counts: counts, marks: marks)
    return GrammarModel(
      items: resolver.sequence(arguments, inside: ""), marks: marks,
      forms: forms.map { form in
        GrammarModel.Form(
          name: form.name, with: form.with.map(\.value), without: form.without.map(\.value))
      })
  }

  /// Arguments in a row. Where servers look for options they take them in any order.
  private func sequence(_ arguments: [ArgumentSpec], inside parent: String) -> [GrammarModel.Item] {
    var items: [GrammarModel.Item] = []
    var options: [ArgumentSpec] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      if let counted = countedWords(argument, Array(arguments[(index + 1)...]), inside: parent) {
        return items + anyOrder(&options, inside: parent) + counted
      }
      if let next, isCount(argument, before: next, inside: parent) {
        items += anyOrder(&options, inside: parent) + [counted(argument, next, inside: parent)]
        index += 2
        continue
      }
      // What is inside of an option begins with what makes it that option, and a unit stays behind its number.
      if argument.optional || parent.isEmpty && argument.isLed && !argument.isWords {
        options.append(argument)
      } else {
        items += anyOrder(&options, inside: parent) + [item(argument, inside: parent)]
      }
      index += 1
    }
    return items + anyOrder(&options, inside: parent)
  }

  private func anyOrder(_ options: inout [ArgumentSpec], inside parent: String) -> [GrammarModel.Item] {
    defer { options = [] }
    guard options.contains(where: \.optional) else { return options.map { item($0, inside: parent) } }
    guard options.contains(where: \.isLed) else {
      return options.map { .optional(item($0, inside: parent)) }
    }
    return [.anyOrder(options.map { item($0, inside: parent) })]
  }

  /// One argument that is given.
  private func item(_ argument: ArgumentSpec, inside parent: String) -> GrammarModel.Item {
    let path = argumentPath(parent, argument.name)
    var item = once(argument, path)
    let token: [GrammarModel.Item] =
      argument.type == .pureToken ? [] : argument.token.map { [.word($0)] } ?? []
    if argument.multiple {
      if argument.multipleToken { item = group(token + [item]) }
      item = argument.joined == nil ? .repeated(item, areNumbers: argument.isNumber) : .value
    }
    if !argument.multipleToken { item = group(token + [item]) }
    return marked(item, path)
  }

  private func once(_ argument: ArgumentSpec, _ path: String) -> GrammarModel.Item {
    switch argument.type {
    case .key, .string, .pattern, .integer, .double, .unixTime: .value
    case .pureToken: .word(argument.token ?? "")
    case .block: group(sequence(argument.children, inside: path))
    case .oneof: .choice(argument.children.map { item($0, inside: path) })
    }
  }

  private func group(_ items: [GrammarModel.Item]) -> GrammarModel.Item {
    items.count == 1 ? items[0] : .group(items)
  }

  private func marked(_ item: GrammarModel.Item, _ path: String) -> GrammarModel.Item {
    marks[path].map { .marked($0, item) } ?? item
  }

  // MARK: Lists that say how long they are

  private func isCount(_ argument: ArgumentSpec, before next: ArgumentSpec, inside parent: String) -> Bool {
    next.multiple && next.token == nil && !argument.optional && !next.optional
      && counts.isCount(argument, path: argumentPath(parent, argument.name), before: next)
  }

  /// A number and as many words, which are all that is left. They are looked at one by one only if forms differ in them.
  private func countedWords(
    _ count: ArgumentSpec, _ rest: [ArgumentSpec], inside parent: String
  ) -> [GrammarModel.Item]? {
    let path = argumentPath(parent, count.name)
    guard counts.isWordCount(count, path: path) else { return nil }
    let places = rest.map { argumentPath(parent, $0.name) }
    let isMarked = marks.keys.contains { mark in places.contains { mark == $0 || mark.hasPrefix($0 + ".") } }
    let token: [GrammarModel.Item] = count.token.map { [.word($0)] } ?? []
    if isMarked { return token + [.value] + sequence(rest, inside: parent) }
    return [marked(group(token + [.counted(.value)]), path)]
  }

  private func counted(_ count: ArgumentSpec, _ list: ArgumentSpec, inside parent: String) -> GrammarModel.Item {
    let path = argumentPath(parent, list.name)
    let item = marked(.counted(once(list, path)), path)
    return marked(group((count.token.map { [.word($0)] } ?? []) + [item]), argumentPath(parent, count.name))
  }
}

extension ArgumentSpec {
  /// Whether it starts with a word that stands for itself.
  fileprivate var isLed: Bool {
    if type == .pureToken || token != nil { return true }
    switch type {
    case .oneof: return children.allSatisfy(\.isLed)
    case .block: return children.first.map { $0.isLed && !$0.optional } ?? false
    default: return false
    }
  }

  /// Whether it is made of words that stand for themselves, and of nothing else.
  fileprivate var isWords: Bool {
    type == .pureToken || type.hasChildren && children.allSatisfy(\.isWords)
  }

  fileprivate var isNumber: Bool {
    switch type {
    case .integer, .double, .unixTime: true
    default: false
    }
  }
}
