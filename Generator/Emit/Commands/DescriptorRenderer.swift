/// Renders a command's descriptor as one literal of constants.
enum DescriptorRenderer {
  /// The bits of `CommandFlags`, by the specification's words.
  private static let flagBits: [String: UInt32] = [
    "write": 0, "readonly": 1, "denyoom": 2, "admin": 3, "pubsub": 4, "noscript": 5,
    "blocking": 6, "loading": 7, "stale": 8, "fast": 9, "no_auth": 10, "no_multi": 11,
    "movablekeys": 12, "skip_monitor": 13, "skip_slowlog": 14, "skip_commandlog": 14,
    "asking": 15, "no_async_loading": 16, "allow_busy": 17, "no_mandatory_keys": 18,
    "script_runner": 19, "module": 20,
  ]

  /// The bits of `KeySpec.Access`.
  private static let accessBits: [(KeySpecSpec.Flag, UInt32)] = [
    (.readOnly, 0), (.readWrite, 1), (.overwrite, 2), (.remove, 3), (.access, 4), (.update, 5),
    (.insert, 6), (.delete, 7), (.notKey, 8), (.incomplete, 9), (.variableFlags, 10),
  ]

  static func render(
    _ model: DescriptorModel, _ form: FormModel, into printer: inout Printer
  ) {
    printer.list("public static let descriptor = CommandDescriptor(", items(model, form), ")")
  }

  /// The part of the descriptor that every call looks at, where the compiler can see it.
  static func renderTraits(
    _ model: DescriptorModel, _ form: FormModel, into printer: inout Printer
  ) {
    var items: [String] = []
    if model.flags.contains("blocking") { items.append("isBlocking: true") }
    if model.flags.contains("readonly") && model.scope == .shared && form.delivery == .reply && model.mayBeRetried {
      items.append("isRetrySafe: true")
    }
    if isCacheable(model, form) { items.append("isCacheable: true") }
    if model.flags.contains("script_runner") { items.append("runsScripts: true") }
    if model.flags.contains("no_auth") { items.append("isAlone: true") }
    if model.scope != .shared { items.append("scope: .\(model.scope.rawValue)") }
    if form.delivery != .reply { items.append("delivery: .\(form.delivery.rawValue)") }
    printer.line(
      "@inlinable public static var traits: CallTraits { CallTraits(\(items.joined(separator: ", "))) }")
  }

  /// The same rule as `CommandDescriptor.isCacheable`, where the reasons are.
  private static func isCacheable(_ model: DescriptorModel, _ form: FormModel) -> Bool {
    let forbidden: Set = ["blocking", "script_runner", "no_mandatory_keys", "module"]
    return model.flags.contains("readonly") && forbidden.isDisjoint(with: model.flags)
      && !model.hints.contains("nondeterministic_output") && model.scope == .shared && form.delivery == .reply
      && model.mayBeCached && !model.hasSecrets && !model.name.contains(" ") && !model.keySpecs.isEmpty
      && model.keySpecs.allSatisfy { spec in
        spec.begin != .unknown && spec.find != .unknown && spec.flags.contains(.readOnly)
          && spec.flags.isDisjoint(with: [.notKey, .incomplete, .variableFlags])
      }
  }

  private static func items(_ model: DescriptorModel, _ form: FormModel) -> [String] {
    var items = ["name: \(SwiftText.literal(model.name))"]
    if let name = form.name { items.append("form: \(SwiftText.literal(name))") }
    items.append("group: \(SwiftText.literal(model.group))")
    items.append("arity: \(model.arity)")
    let flags = model.flags.reduce(into: UInt32(0)) { bits, flag in
      if let bit = flagBits[flag] { bits |= 1 << bit }
    }
    if flags != 0 { items.append("flags: CommandFlags(rawValue: \(hex(flags)))") }
    if !model.keySpecs.isEmpty {
      items.append("keySpecs: [\(model.keySpecs.map(keySpec).joined(separator: ", "))]")
    }
    if let policy = requestPolicy(model) { items.append("requestPolicy: .\(policy)") }
    if let policy = responsePolicy(model) { items.append("responsePolicy: .\(policy)") }
    if model.hints.contains("nondeterministic_output") {
      items.append("determinism: .outputVaries")
    } else if model.hints.contains("nondeterministic_output_order") {
      items.append("determinism: .orderVaries")
    }
    if !model.aclCategories.isEmpty {
      let names = model.aclCategories.map(SwiftText.literal).joined(separator: ", ")
      items.append("aclCategories: [\(names)]")
    }
    if let since = model.sinceRedis { items.append("sinceRedis: \(SwiftText.literal(since))") }
    if let since = model.sinceValkey { items.append("sinceValkey: \(SwiftText.literal(since))") }
    if model.scope != .shared { items.append("scope: .\(model.scope.rawValue)") }
    if form.delivery != .reply { items.append("delivery: .\(form.delivery.rawValue)") }
    if model.hasSecrets { items.append("hasSecrets: true") }
    if !model.mayBeCached { items.append("mayBeCached: false") }
    if !model.mayBeRetried { items.append("mayBeRetried: false") }
    if let blocking = model.blocking { items.append("blocking: \(self.blocking(blocking))") }
    return items
  }

  private static func blocking(_ argument: BlockingArgumentModel) -> String {
    switch argument.place {
    case .at(let position): ".at(\(position), .\(argument.unit.rawValue))"
    case .after(let word): ".after(\(SwiftText.literal(word)), .\(argument.unit.rawValue))"
    }
  }

  private static func hex(_ bits: UInt32) -> String { "0x" + String(bits, radix: 16) }

  private static func requestPolicy(_ model: DescriptorModel) -> String? {
    let known = ["all_nodes", "all_shards", "multi_shard", "special"]
    return model.requestPolicy.flatMap { known.contains($0) ? Identifier.lower($0) : nil }
  }

  private static func responsePolicy(_ model: DescriptorModel) -> String? {
    let known = [
      "one_succeeded", "all_succeeded", "agg_sum", "agg_min", "agg_max", "agg_logical_and",
      "agg_logical_or", "special", "any_present",
    ]
    return model.responsePolicy.flatMap { known.contains($0) ? Identifier.lower($0) : nil }
  }

  private static func keySpec(_ spec: KeySpecSpec) -> String {
    let access = accessBits.reduce(into: UInt32(0)) { bits, flag in
      if spec.flags.contains(flag.0) { bits |= 1 << flag.1 }
    }
    return
      "KeySpec(begin: \(begin(spec.begin)), find: \(find(spec.find)), access: KeySpec.Access(rawValue: \(hex(access))))"
  }

  private static func begin(_ begin: KeySpecSpec.Begin) -> String {
    switch begin {
    case .index(let index): ".index(\(index))"
    case .keyword(let word, let start): ".keyword(\(SwiftText.literal(word)), from: \(start))"
    case .unknown: ".unknown"
    }
  }

  private static func find(_ find: KeySpecSpec.Find) -> String {
    switch find {
    case .range(let last, let step, let limit):
      ".range(last: \(last), step: \(step), limit: \(limit))"
    case .keynum(let count, let first, let step):
      ".count(countAt: \(count), first: \(first), step: \(step))"
    case .unknown: ".unknown"
    }
  }
}
