extension ReplySampler {
  /// A list that has to be longer shows nothing more.
  private static let longestList = 100

  func lists(_ schema: JSONObject, _ place: Place) -> [ReplySample] {
    let lists = schema["items"]?.array.map { positions($0, schema, place) } ?? alike(schema, place)
    return lists.map { elements in
      let isNested = elements.allSatisfy { if case .list = $0 { true } else { false } }
      if isNested, types.isRecords(place.type), !self.schema.isNestedInRESP2 { return .records(elements) }
      return schema["uniqueItems"]?.bool == true ? .set(elements) : .list(elements)
    }
  }

  /// Lists whose elements are all of one kind: as many as show all samples of an element, and an empty one.
  private func alike(_ schema: JSONObject, _ place: Place) -> [[ReplySample]] {
    let least = schema["minItems"]?.int ?? 0
    let most = schema["maxItems"]?.int ?? .max
    guard least <= Self.longestList else { return [] }
    let elements = schema["items"].map { samples($0, place.part(types.element(place.type, at: 0))) }
      ?? anything
    let isFlat = !elements.contains { if case .list = $0 { true } else { false } }
    let inARow = isFlat ? types.fieldsInARow(place.type) : 1
    let count = min(max(least, 2 * inARow), most)
    var lists = count > 0 ? chunks(elements, count) : []
    if least == 0 { lists.insert([], at: min(1, lists.count)) }
    return lists
  }

  /// Lists whose elements have a meaning each: with all of them, with fewer from the end, with more of the same.
  private func positions(
    _ items: [JSONNode], _ schema: JSONObject, _ place: Place
  ) -> [[ReplySample]] {
    let least = schema["minItems"]?.int ?? 0
    let most = schema["maxItems"]?.int ?? .max
    let columns = items.enumerated().map { index, item in
      samples(item, place.part(types.element(place.type, at: index)))
    }
    guard columns.allSatisfy({ !$0.isEmpty }) else { return least == 0 ? [[]] : [] }
    let rounds = columns.map(\.count).max() ?? 1
    let full = (0..<rounds).map { round in columns.map { $0[round % $0.count] } }

    var lists = full.prefix(1).map { Array($0.prefix(most)) }
    let step = types.fieldsInARow(place.type)
    let shorter = stride(from: items.count - step, through: least, by: -step)
    lists += shorter.compactMap { count in full.first.map { Array($0.prefix(count)) } }
    if let more = schema["additionalItems"], more.object != nil, items.count < most {
      let place = place.part(types.element(place.type, at: items.count))
      let rest = chunks(samples(more, place), most - items.count <= Self.longestList ? most - items.count : 2)
      lists += rest.enumerated().map { full[$0 % rounds] + $1 }
    }
    return lists + full.dropFirst().map { Array($0.prefix(most)) }
  }

  /// All of `elements`, so many at a time, of which there has to be one; what the last lacks is filled up from the beginning.
  func chunks(_ elements: [ReplySample], _ count: Int) -> [[ReplySample]] {
    stride(from: 0, to: elements.count, by: count).map { start in
      (start..<start + count).map { elements[$0 % elements.count] }
    }
  }
}
