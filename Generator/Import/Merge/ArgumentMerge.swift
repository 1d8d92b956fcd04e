/// Brings together the arguments that a specification has for a command and those that a source has.
///
/// Arguments are the same when they have the same name at the same level. The source's order and attributes win. What only we have
/// stays where it is something that the source cannot express otherwise: an option, or a choice, with a word of its own.
struct ArgumentMerge {
  /// Which server the source is, when it is one.
  let server: String?
  let prunes: Bool
  /// How many key specs the command has after the merge.
  let keySpecs: Int
  /// All words that the source uses anywhere in the command, in upper case.
  private let tokens: Set<String>

  /// Paths of ours that the source lacks and that stay: "filter maxage".
  private(set) var kept: [String] = []
  /// Paths of ours in whose place the source has something else.
  private(set) var dropped: [String] = []
  /// Paths of ours that are gone, and nothing of the source's is in their place.
  private(set) var gone: [String] = []

  init(source: [ArgumentSpec], server: String?, prunes: Bool, keySpecs: Int) {
    self.server = server
    self.prunes = prunes
    self.keySpecs = keySpecs
    tokens = Set(source.flatMap(\.allTokens).map { $0.uppercased() })
  }

  mutating func merge(
    _ ours: [ArgumentSpec], _ theirs: [ArgumentSpec], in parent: ArgumentSpec.Kind?, _ path: [String] = []
  ) -> [ArgumentSpec] {
    var theirs = theirs
    let byName = Dictionary(ours.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    cover(&theirs, with: ours)
    if !prunes {
      theirs = RenamedArguments.named(theirs, as: ours)
      theirs = Regrouping(stays: stays).regrouped(theirs, as: ours, in: parent)
    }
    let names = Set(theirs.map(\.name))
    var result = theirs.map { argument -> ArgumentSpec in
      guard let own = byName[argument.name] else { return new(argument) }
      return merged(own, argument, path + [argument.name])
    }
    let instead = theirs.filter { byName[$0.name] == nil }
    var before: String?
    for argument in ours {
      defer { before = argument.name }
      guard !names.contains(argument.name) else { continue }
      let place = (path + [argument.name]).joined(separator: " ")
      guard stays(argument, in: parent) else {
        drop(argument, place, instead)
        continue
      }
      kept.append(place)
      let index = before.flatMap { name in result.lastIndex { $0.name == name } }.map { $0 + 1 } ?? 0
      result.insert(valid(argument), at: index)
    }
    return result
  }

  /// Whether an argument that the source lacks stays.
  private func stays(_ argument: ArgumentSpec, in parent: ArgumentSpec.Kind?) -> Bool {
    if prunes { return false }
    // A server does not speak about what only others have, and files do not tell servers apart.
    if isOthers(argument) { return true }
    guard argument.optional || parent == .oneof else { return false }
    if areUnknown(argument.firstTokens) { return true }
    return hasOthers(argument) && areUnknown(argument.allTokens)
  }

  private func areUnknown(_ words: [String]) -> Bool {
    !words.isEmpty && words.allSatisfy { !tokens.contains($0.uppercased()) }
  }

  private func isOthers(_ argument: ArgumentSpec) -> Bool {
    !argument.servers.isEmpty && server.map { argument.servers[$0] == nil } ?? true
  }

  /// Whether something inside of it is what only other servers have.
  private func hasOthers(_ argument: ArgumentSpec) -> Bool {
    argument.children.contains { isOthers($0) || hasOthers($0) }
  }

  /// - Parameter instead: what only the source has at the same place.
  private mutating func drop(_ argument: ArgumentSpec, _ place: String, _ instead: [ArgumentSpec]) {
    let words = argument.allTokens
    // What has no word of its own stands at a place, which another value may have now.
    let isCovered =
      words.isEmpty
      ? instead.contains { $0.firstTokens.isEmpty } : words.allSatisfy { tokens.contains($0.uppercased()) }
    if isCovered { dropped.append(place) } else { gone.append(place) }
  }

  /// A choice of ours may have what the source has without a choice: the other ways are then another server's, or newer.
  private func cover(_ theirs: inout [ArgumentSpec], with ours: [ArgumentSpec]) {
    guard !prunes else { return }
    let names = Set(theirs.map(\.name))
    let known = Set(ours.map(\.name))
    for choice in ours where choice.type == .oneof && !names.contains(choice.name) {
      guard
        let index = theirs.firstIndex(where: { argument in
          !known.contains(argument.name)
            && choice.children.contains { $0.name == argument.name && $0.type == argument.type && $0.token == argument.token }
        })
      else { continue }
      let others = choice.children.filter { $0.name != theirs[index].name }
      guard others.allSatisfy({ stays($0, in: .oneof) }) else { continue }
      var covered = choice
      covered.optional = theirs[index].optional
      covered.children = [theirs[index]]
      theirs[index] = covered
    }
  }

  private mutating func merged(_ ours: ArgumentSpec, _ theirs: ArgumentSpec, _ path: [String]) -> ArgumentSpec {
    var result = theirs
    // A time is an integer that says more.
    if ours.type == .unixTime && theirs.type == .integer { result.type = .unixTime }
    result.servers = ours.servers.isEmpty ? theirs.servers : ours.servers.adding(server, since: theirs.since)
    // Servers count their own versions, and ours are told apart in "servers".
    result.since = server != nil ? ours.since : theirs.since ?? ours.since
    result.deprecatedSince = theirs.deprecatedSince ?? (prunes ? nil : ours.deprecatedSince)
    result.displayText = theirs.displayText ?? ours.displayText
    result.keySpecIndex = theirs.keySpecIndex ?? ours.keySpecIndex
    if ours.type.hasChildren && theirs.type.hasChildren {
      result.children = merge(ours.children, theirs.children, in: theirs.type, path)
    } else if !prunes && ours.namesValues(of: theirs) {
      (result.type, result.children) = (ours.type, ours.children)
    } else {
      for child in ours.children { drop(child, (path + [child.name]).joined(separator: " "), theirs.children) }
      result.children = theirs.children.map(new)
    }
    return valid(result)
  }

  /// An argument that we did not have.
  private func new(_ argument: ArgumentSpec) -> ArgumentSpec { valid(argument.told(by: server)) }

  private func valid(_ argument: ArgumentSpec) -> ArgumentSpec { argument.withKeySpecs(below: keySpecs) }
}

extension ArgumentSpec {
  /// Whether this lists the words that the other one only calls a value.
  fileprivate func namesValues(of other: ArgumentSpec) -> Bool {
    type == .oneof && children.allSatisfy { $0.type == .pureToken } && !other.type.hasChildren && other.type != .pureToken
  }

  /// Every word in this argument that is sent as it is.
  var allTokens: [String] { [token].compactMap { $0 } + children.flatMap(\.allTokens) }

  /// The words that this argument may begin with; none when it may begin with a value.
  var firstTokens: [String] {
    if let token { return [token] }
    switch type {
    case .block: return children.first?.firstTokens ?? []
    case .oneof:
      let words = children.map(\.firstTokens)
      return words.contains(where: \.isEmpty) ? [] : words.flatMap { $0 }
    default: return []
    }
  }
}
