/// Compares two APIs. Where a thing stands, and in which order things come, makes no difference.
struct SurfaceComparison {
  private let old: APISurface
  private let new: APISurface
  private let renames: TypeRenames
  private var changes: [APIChange] = []

  /// All differences, by command.
  static func changes(from old: APISurface, to new: APISurface) -> [APIChange] {
    var comparison = SurfaceComparison(old, new)
    comparison.compareMethods()
    comparison.compareTypes()
    return comparison.changes.sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  private init(_ old: APISurface, _ new: APISurface) {
    self.old = old
    self.new = new
    renames = TypeRenames(old, new)
  }

  // MARK: Methods

  private mutating func compareMethods() {
    let before = Dictionary(old.methods.map { ($0.key, $0) }) { first, _ in first }
    let now = Dictionary(new.methods.map { ($0.key, $0) }) { first, _ in first }
    for method in new.methods {
      if let earlier = before[method.key] {
        compare(earlier, method)
      } else {
        add(.added, nil, method, [])
      }
    }
    for method in old.methods where now[method.key] == nil {
      add(.removed, method, nil, [.init("the method is gone", breaks: true)])
    }
  }

  private mutating func compare(_ old: APISurface.Method, _ new: APISurface.Method) {
    guard old != new else { return }
    var found: [APIChange.Difference] = []
    if old.name != new.name { found.append(.init("the method is called `\(new.name)`", breaks: true)) }
    if old.type != new.type { found.append(.init("the type is called `\(new.type)`", breaks: true)) }
    found += ParameterComparison.differences(renames.renamed(old.parameters), new.parameters)
    let result = renames.renamed(old.result)
    if result != new.result { found.append(.init("the reply is `\(new.result)` and was `\(result)`", breaks: true)) }
    found += typedDifferences(old.typed, new.typed, isTold: result != new.result)
    if !old.needsConnection && new.needsConnection {
      found.append(.init("only a leased connection has it", breaks: true))
    } else if old.needsConnection && !new.needsConnection {
      found.append(.init("not only a leased connection has it", breaks: false))
    }
    if old.canChain && !new.canChain && !new.needsConnection {
      found.append(.init("pipelines and transactions lack it", breaks: true))
    } else if !old.canChain && new.canChain && !old.needsConnection {
      found.append(.init("pipelines and transactions have it", breaks: false))
    }
    guard !found.isEmpty else { return }
    self.add(.changed, old, new, found)
  }

  private func typedDifferences(
    _ old: APISurface.Typed?, _ new: APISurface.Typed?, isTold: Bool
  ) -> [APIChange.Difference] {
    guard let old else {
      return new == nil ? [] : [.init("`as:` reads data of the user as another type", breaks: false)]
    }
    guard let new else { return [.init("there is no `as:`", breaks: true)] }
    let result = renames.renamed(old.result)
    if result != new.result && !isTold {
      return [.init("the reply with `as:` is `\(new.result)` and was `\(result)`", breaks: true)]
    }
    // Whoever gave `keys:` before can do so as long as there is a type for it.
    let hadKeys = old.generics.contains("K:")
    if hadKeys != new.generics.contains("K:") {
      return [.init(hadKeys ? "there is no `keys:`" : "`keys:` reads keys as another type", breaks: hadKeys)]
    }
    return []
  }

  private mutating func add(
    _ what: APIChange.What, _ old: APISurface.Method?, _ new: APISurface.Method?, _ differences: [APIChange.Difference]
  ) {
    guard let method = new ?? old else { return }
    changes.append(
      APIChange(
        kind: .method, what: what, command: method.command, form: method.form, name: method.signature,
        old: old?.declaration, new: new?.declaration, differences: differences))
  }

  // MARK: Types

  private mutating func compareTypes() {
    let now = Dictionary(new.types.map { ($0.name, $0) }) { first, _ in first }
    let owners = Dictionary((old.methods + new.methods).map { ($0.type, $0.command) }) { first, _ in first }
    for type in old.types {
      let name = now[type.name] == nil ? renames.renamed(type.name) : type.name
      let command = owners[String(type.name[..<(type.name.lastIndex(of: ".") ?? type.name.startIndex)])]
      var change = APIChange(kind: .type, what: .changed, command: command, name: name)
      if let match = now[name] {
        // A type that moves with its command is told by that.
        if name != type.name && renames.names[type.name] != nil {
          change.differences.append(.init("it was called `\(type.name)`", breaks: true))
        }
        change.differences += TypeComparison.differences(type, match, renames)
      } else if !isToldBy(changes, type) {
        change.what = .removed
        change.differences = [.init("the type is gone", breaks: true)]
      }
      if !change.differences.isEmpty { changes.append(change) }
    }
  }

  /// Whether a type that is gone was that of something else that is said to be gone.
  private func isToldBy(_ changes: [APIChange], _ type: APISurface.TypeDeclaration) -> Bool {
    let outer = old.types.filter { $0.mentions(type.name) }
    let names = [type.name] + outer.map(\.name)
    return changes.contains { change in
      change.breaks
        && names.contains { name in
          change.old?.contains(name) ?? false || change.differences.contains { $0.item.contains("`\(name)`") }
        }
    }
  }
}

extension APISurface.Method {
  fileprivate var key: [String] { [command, form ?? ""] }
}

extension APISurface.TypeDeclaration {
  fileprivate func mentions(_ name: String) -> Bool {
    (fields + cases.flatMap(\.values)).contains { $0.type.contains(name) }
  }
}

extension APIChange {
  fileprivate var order: [String] { [command ?? "~", kind.rawValue, form ?? "", name] }
}
