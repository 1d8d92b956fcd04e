/// Makes replies out of a schema: for each alternative one at least, with all there can be and with the least.
///
/// Where a part of a reply can look like this or that, one sample does not go through all combinations: it takes the first of
/// everything, the next one the second of everything, until all have had their turn.
struct ReplySampler {
  /// The most samples of one form.
  static let limit = 12

  let schema: ReplySchema
  let types: ReplyTypeTree

  /// A place inside a reply.
  struct Place {
    /// What is read there, where that is known.
    var type: ReplyType?
    /// How many more references are followed: schemas can contain themselves.
    var references = 1
    var isWhole = false
    /// Whether there can be a list.
    var isList = false

    func part(_ type: ReplyType?) -> Place { Place(type: type, references: references) }
  }

  static func samples(of form: FormModel, _ types: ReplyTypeTree) -> [ReplySample] {
    guard let schema = form.replySchema else { return [] }
    let sampler = ReplySampler(schema: schema, types: types)
    let samples = sampler.choice(
      schema.alternatives, Place(type: form.reply.type, isWhole: true))
    return Array(samples.prefix(limit))
  }

  func samples(_ node: JSONNode, _ place: Place) -> [ReplySample] {
    guard let schema = node.object else { return [] }
    if let reference = schema["$ref"]?.string { return samples(at: reference, place) }
    if let choice = node.choice { return self.choice(choice, place) }
    if let values = schema["const"].map({ [$0] }) ?? schema["enum"]?.array {
      return values.compactMap { constant($0, place) }
    }
    if let types = schema["type"]?.array {
      return types.flatMap { typed($0.string, schema, place) }
    }
    return typed(schema["type"]?.string, schema, place)
  }

  private func samples(at reference: String, _ place: Place) -> [ReplySample] {
    guard place.references > 0, let target = schema.root.schema(at: reference) else { return [] }
    var place = place
    place.references -= 1
    return samples(target, place)
  }

  /// The first of each alternative, then the second of each, so that what is over the limit leaves none of them out.
  private func choice(_ alternatives: [JSONNode], _ place: Place) -> [ReplySample] {
    var place = place
    place.isList = place.isList || alternatives.contains { canBeList($0) }
    let samples = alternatives.map { self.samples($0, place) }
    var result: [ReplySample] = []
    for round in 0..<(samples.map(\.count).max() ?? 0) {
      for samples in samples where round < samples.count && !result.contains(samples[round]) {
        result.append(samples[round])
      }
    }
    return result
  }

  private func canBeList(_ node: JSONNode, _ references: Int = 3) -> Bool {
    if let target = node.object?["$ref"]?.string.flatMap(schema.root.schema) {
      return references > 0 && canBeList(target, references - 1)
    }
    if let choice = node.choice { return choice.contains { canBeList($0, references) } }
    return ["array", "object"].contains(node.object?["type"]?.string)
  }

  private func typed(_ type: String?, _ schema: JSONObject, _ place: Place) -> [ReplySample] {
    switch type {
    case "null": [.null(list: place.isList)]
    case "boolean": [.bool(true), .bool(false)]
    case "integer": integers(schema)
    case "number": numbers(schema)
    case "string": texts(schema, place)
    case "array": lists(schema, place)
    case "object": maps(schema, place)
    default: anything
    }
  }

  /// What a script could return.
  var anything: [ReplySample] {
    [
      .word, .int(7), .list([.double("1.5"), .null(list: false), .list([.bool(true), .word])]),
      .map([.init(key: .word, value: .set([.word]))]), .null(list: false),
    ]
  }
}
