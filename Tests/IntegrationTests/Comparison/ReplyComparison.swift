import TypedRedis

/// Compares what the same calls gave in one protocol and in the other.
///
/// The n-th calls of each form belong together. What the specification says of a command decides how alike their values
/// have to be, with ``LooseForms`` for what it does not say.
struct ReplyComparison {
  private(set) var complaints: [String] = []

  init(resp3: [NotedCall], resp2: [NotedCall]) {
    let former = Dictionary(grouping: resp3) { $0.form }
    let latter = Dictionary(grouping: resp2) { $0.form }
    for form in Set(former.keys).union(latter.keys).sorted(by: { "\($0, default: "")" < "\($1, default: "")" }) {
      if let form {
        compare(form, former[form] ?? [], latter[form] ?? [])
      }
    }
  }

  private mutating func compare(_ form: CommandForm, _ resp3: [NotedCall], _ resp2: [NotedCall]) {
    if resp3.isEmpty || resp2.isEmpty {
      complaints.append("\(form) was called in RESP\(resp3.isEmpty ? 2 : 3) only")
    } else if resp3.count != resp2.count, LooseForms.numberOfCalls[form.description] == nil {
      complaints.append("\(form) was called \(resp3.count) times in RESP3 and \(resp2.count) times in RESP2")
    }
    for call in resp3 + resp2 {
      if case .misfit(let error, let reply) = call.outcome {
        complaints.append("\(call): cannot read \(shortened("\(reply)")): \(error)")
      }
    }
    for call in resp3 {
      guard let complaint = difference(whenPlain: call, form) else { continue }
      complaints.append(complaint)
      break
    }
    let likeness = Likeness(expectedOf: form)
    for (former, latter) in zip(resp3, resp2) {
      guard let difference = difference(former.outcome, latter.outcome, likeness) else { continue }
      complaints.append("\(former): \(difference) in RESP3 and RESP2")
      // One difference tends to bring others with it.
      return
    }
  }

  /// A reply must mean the same with RESP2's types in it: that can be seen also where two replies are never alike.
  private func difference(whenPlain call: NotedCall, _ form: CommandForm) -> String? {
    guard case .value(let value, let reply) = call.outcome, reply.plain != reply,
      LooseForms.otherInRESP2[form.description] == nil
    else { return nil }
    do throws(RedisError) {
      return difference(value, try form.decode(reply.plain), .equal).map {
        "\(call): \($0) with the types of RESP3 and RESP2"
      }
    } catch {
      return "\(call): cannot read \(shortened("\(reply.plain)")), though \(shortened("\(reply)")): \(error)"
    }
  }

  private func difference(_ former: NotedCall.Outcome, _ latter: NotedCall.Outcome, _ likeness: Likeness) -> String? {
    switch (former, latter) {
    case (.value(let former, _), .value(let latter, _)): return difference(former, latter, likeness)
    case (.refusal(let former), .refusal(let latter)):
      return difference(former, latter, max(likeness, .sameWords))
    case (.failure(let former), .failure(let latter)):
      return former.code == latter.code ? nil : "\(former.code) and \(latter.code)"
    // Told of already.
    case (.misfit, _), (_, .misfit): return nil
    case (.pending, .pending): return nil
    default: return "\(shortened("\(former)")) and \(shortened("\(latter)"))"
    }
  }

  private func difference(_ former: any Sendable, _ latter: any Sendable, _ likeness: Likeness) -> String? {
    if let former = former as? any Hashable, let latter = latter as? any Hashable,
      AnyHashable(former) == AnyHashable(latter)
    {
      return nil
    }
    let former = ValueTree(former).lines(likeness)
    let latter = ValueTree(latter).lines(likeness)
    guard former != latter else { return nil }
    let index = zip(former, latter).enumerated().first { $1.0 != $1.1 }?.offset ?? min(former.count, latter.count)
    return "\(line(index, of: former)) and \(line(index, of: latter))"
  }

  private func line(_ index: Int, of lines: [String]) -> String {
    index < lines.count ? shortened(lines[index]) : "nothing more"
  }
}

extension Likeness {
  /// How alike a form's values are when the same is done twice.
  init(expectedOf form: CommandForm) {
    let command = form.descriptor.name.description
    let container = String(command.prefix { $0 != " " })
    for name in [form.description, command, container] {
      guard let entry = LooseForms.values[name] else { continue }
      self = entry.likeness
      return
    }
    switch form.descriptor.determinism {
    case .deterministic: self = .equal
    case .orderVaries: self = .sameElements
    case .outputVaries: self = .sameWords
    }
  }
}

extension NotedCall: CustomStringConvertible {
  var description: String {
    "\(form, default: "unknown command") \(shortened(words.joined(separator: " ").debugDescription))"
  }
}

private func shortened(_ text: String) -> String { text.count > 300 ? text.prefix(300) + "…" : text }
