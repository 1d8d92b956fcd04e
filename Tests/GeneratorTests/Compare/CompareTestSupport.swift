import Testing

@testable import RedisGenerator

/// What two specifications come to when they are compared, with the same overrides or others.
func compare(_ old: String, _ new: String, overrides: String = "{}", oldOverrides: String? = nil) -> Comparison {
  Comparison(side("old", old, oldOverrides ?? overrides), side("new", new, overrides))
}

private func side(_ name: String, _ text: String, _ overrides: String) -> Comparison.Side {
  let diagnostics = Diagnostics()
  let document = SpecReader.read(file: name, text: text, diagnostics: diagnostics)
  let entries = Overrides.read(file: "o", text: overrides, diagnostics: diagnostics)
  let model = Resolver.resolve(document, entries, diagnostics)
  #expect(diagnostics.sorted.filter { $0.severity == .error }.map(\.description) == [])
  return Comparison.Side(name: name, document: document, model: model)
}

extension Comparison {
  /// "ZADD arity", "ZADD a.b optional", each with what it is and what it was.
  var factLines: [String] {
    commands.flatMap { command in
      if command.facts.isEmpty { return ["\(command.name) \(command.what.rawValue)"] }
      return command.facts.map { fact in
        "\(command.name)\(fact.argument.map { " \($0)" } ?? "") \(fact.kind.rawValue): \(fact.old ?? "-") > \(fact.new ?? "-")"
      }
    }
  }

  /// Each difference of the API, with a mark at those that break source.
  var apiLines: [String] {
    api.flatMap { change in
      change.what == .added
        ? ["+ \(change.name)"] : change.differences.map { "\($0.breaks ? "!" : " ") \(change.name): \($0.text)" }
    }
  }
}

/// A command X of one argument; more members go before.
func x(_ arguments: String..., members: String = "") -> String {
  """
  {"X": {"since": "1.0.0", "group": "odd", "arity": -1, \(members)
  "arguments": [\(arguments.joined(separator: ", "))]}}
  """
}

/// A command Y that takes nothing, with these members.
func y(_ members: String) -> String { "{\"Y\": {\"since\": \"1.0.0\", \"group\": \"odd\", \"arity\": 1\(members)}}" }
