/// All that is different between two specifications and between the APIs made of them.
struct Comparison {
  /// One side of it.
  struct Side {
    var name: String
    var document: SpecDocument
    var api: APISurface

    init(name: String, document: SpecDocument, model: APIModel) {
      self.name = name
      self.document = document
      api = APISurface(model)
    }
  }

  let old: String
  let new: String
  /// By name.
  let commands: [CommandChange]
  /// By command; at the end what belongs to none.
  let api: [APIChange]
  let step: VersionStep

  init(_ old: Side, _ new: Side) {
    self.old = old.name
    self.new = new.name
    commands = SpecComparison.changes(from: old.document, to: new.document)
    api = SurfaceComparison.changes(from: old.api, to: new.api)
    step = VersionStep(commands, api)
  }

  var isEmpty: Bool { commands.isEmpty && api.isEmpty }

  // MARK: Counts

  struct Counts: Equatable {
    var added = 0
    var removed = 0
    var deprecated = 0
    var changed = 0
  }

  var commandCounts: Counts {
    Counts(
      added: commands.count { $0.what == .added }, removed: commands.count { $0.what == .removed },
      deprecated: commands.count(where: \.isDeprecated), changed: commands.count { $0.what == .changed })
  }

  /// Arguments of commands that both have.
  var argumentCounts: Counts {
    let facts = commands.filter { $0.what == .changed }.map { $0.facts.filter { $0.argument != nil } }
    let count = { (test: (FactChange) -> Bool) in facts.reduce(0) { $0 + $1.count(where: test) } }
    let others = facts.reduce(0) { sum, facts in
      sum + Set(facts.filter { ![.added, .removed, .deprecated].contains($0.kind) }.map(\.argument)).count
    }
    return Counts(
      added: count { $0.kind == .added }, removed: count { $0.kind == .removed },
      deprecated: count { $0.kind == .deprecated }, changed: others)
  }

  func counts(_ kind: APIChange.Kind) -> Counts {
    let changes = api.filter { $0.kind == kind }
    return Counts(
      added: changes.count { $0.what == .added }, removed: changes.count { $0.what == .removed },
      changed: changes.count { $0.what == .changed })
  }

  /// Changes of the API that break source.
  var breaking: [APIChange] { api.filter(\.breaks) }
}
