/// All there is to say about one command.
struct Explanation {
  let spec: CommandSpec
  let input: GeneratorRun.Input

  var text: String {
    var lines = [spec.name + (spec.summary.map { ": \($0)" } ?? ""), ""]
    lines += table(facts)
    if !spec.arguments.isEmpty { lines += ["", "arguments"] + ArgumentTree.lines(spec.arguments) }
    if let command {
      for form in command.forms { lines += [""] + self.lines(of: form, command) }
      if let grammar = command.grammar {
        lines += ["", "what tells its forms apart in a request", "  " + GrammarRenderer.text(grammar)]
      }
      lines += replyTypes(of: command)
    } else {
      lines += ["", "It only holds subcommands:"] + subcommands.map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private var command: CommandModel? { input.model.commands.first { $0.name == spec.name } }

  private var subcommands: [String] {
    input.document.commands.map(\.name).filter { $0.hasPrefix(spec.name + " ") }
  }

  // MARK: The specification

  private var facts: [(String, String)] {
    var facts = [("group", spec.group), ("since", spec.since)]
    if !spec.servers.isEmpty {
      let servers = spec.servers.sorted { $0.key < $1.key }
      facts.append(("servers", servers.map { "\($0.key) \($0.value)" }.joined(separator: ", ")))
    }
    if let module = spec.module { facts.append(("module", module)) }
    if spec.deprecatedSince != nil || spec.replacedBy != nil {
      let instead = spec.replacedBy.map { "use \($0)" }
      facts.append(
        ("deprecated", [spec.deprecatedSince, instead].compactMap(\.self).joined(separator: ", ")))
    }
    facts.append(("arity", "\(spec.arity)"))
    facts.append(("flags", spec.flags.joined(separator: " ")))
    facts.append(("ACL", spec.aclCategories.joined(separator: " ")))
    facts.append(("hints", spec.hints.joined(separator: " ")))
    facts += spec.keySpecs.enumerated().map { ("keys \($0)", $1.explained) }
    facts += routing
    return facts.filter { !$0.1.isEmpty }
  }

  private var routing: [(String, String)] {
    guard let descriptor = command?.descriptor else { return [] }
    let request = descriptor.requestPolicy ?? (spec.keySpecs.isEmpty ? "any node" : "by key")
    return [
      ("routing", request + (descriptor.responsePolicy.map { ", replies \($0)" } ?? "")),
      ("scope", descriptor.scope.meaning),
      ("caching", descriptor.mayBeCached ? "" : "never answered from memory"),
      ("retries", descriptor.mayBeRetried ? "" : "never sent twice"),
      ("secrets", descriptor.hasSecrets ? "arguments are redacted" : ""),
    ]
  }

  private func table(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(value)"
    }
  }

  // MARK: The forms

  private func lines(of form: FormModel, _ command: CommandModel) -> [String] {
    var lines = ["Commands.\(form.typePath.joined(separator: "."))"]
    lines += Emitter.signatures(of: form, command, input.model).map { "  \($0)" }
    let source = form.reply.source == .overrides ? "" : " (from: \(form.reply.source.rawValue))"
    let words = command.words + WireOutline.words(form.body.steps)
    var rows = [
      ("sends", words.joined(separator: " ")), ("reply", "\(form.reply.type)\(source)"),
    ]
    if let reason = form.reply.rawReason { rows.append(("why raw", reason)) }
    if form.delivery != .reply { rows.append(("delivery", form.delivery.rawValue)) }
    if let blocking = form.blocking {
      rows.append(("blocks", "for \(([blocking.label] + [blocking.member].compactMap(\.self)).joined(separator: ".")) (\(blocking.unit.rawValue))"))
    }
    return lines + table(rows)
  }

  private func replyTypes(of command: CommandModel) -> [String] {
    let known = Dictionary(
      input.model.replyTypes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var names = command.forms.flatMap { $0.reply.type.names.sorted() }
    var lines: [String] = []
    var shown: Set<String> = []
    while !names.isEmpty {
      let name = names.removeFirst()
      guard shown.insert(name).inserted, let type = known[name] else { continue }
      lines += ["", "\(name) (\(type.kind.rawValue))" + (type.doc.map { ": \($0)" } ?? "")]
      lines += table(type.cases.map { ("\($0.code)", $0.name + ($0.doc.map { ": \($0)" } ?? "")) })
      lines += table(
        type.fields.map { field in
          let key =
            type.kind == .map && field.key != field.name ? "  \(field.key.quotedForMessage)" : ""
          return (field.name, "\(field.type)\(key)")
        })
      names += type.fields.flatMap { $0.type.names.sorted() }
    }
    return lines
  }
}

extension DescriptorModel.Scope {
  fileprivate var meaning: String {
    switch self {
    case .shared: "shared client"
    case .connection: "leased connection only"
    case .resettable: "leased connection only, undone by a reset"
    }
  }
}
