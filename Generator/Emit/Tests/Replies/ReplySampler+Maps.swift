extension ReplySampler {
  func maps(_ schema: JSONObject, _ place: Place) -> [ReplySample] {
    let maps = schema["properties"]?.object.map { fields($0, schema, place) } ?? byAnyName(schema, place)
    return maps.map { pairs in
      guard types.isRecords(place.type) else { return .map(pairs) }
      return self.schema.isNestedInRESP2 ? .nestedRecordsByKey(pairs) : .recordsByKey(pairs)
    }
  }

  /// Maps with the names that the schema lists: with all of them, and with no more than are required.
  private func fields(
    _ properties: JSONObject, _ schema: JSONObject, _ place: Place
  ) -> [[ReplySample.Pair]] {
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    let columns = properties.members.compactMap { member in
      let samples = samples(member.value, place.part(types.member(place.type, member.name)))
      return samples.isEmpty ? nil : (name: member.name, samples: samples)
    }
    let byPattern = byPattern(schema, place)
    let rounds = max(columns.map(\.samples.count).max() ?? 1, byPattern.count)
    var maps = (0..<rounds).map { round in
      columns.map { name, samples in
        ReplySample.Pair(key: .text(name), value: samples[round % samples.count])
      } + (byPattern.isEmpty ? [] : byPattern[round % byPattern.count])
    }
    // A newer server may say more, unless that is ruled out.
    if schema["additionalProperties"]?.bool != false {
      maps[0].append(.init(key: .text("said-by-newer-servers"), value: .list([.int(7), .word])))
    }
    let least = columns.filter { required.contains($0.name) }.map { name, samples in
      ReplySample.Pair(key: .text(name), value: samples[0])
    }
    maps.insert(least, at: 1)
    return maps
  }

  /// Maps whose names are data: as many as show all samples of a value, and an empty one.
  private func byAnyName(_ schema: JSONObject, _ place: Place) -> [[ReplySample.Pair]] {
    var maps = byPattern(schema, place)
    if let value = schema["additionalProperties"], value.object != nil {
      let samples = samples(value, place.part(types.member(place.type, "")))
      maps += chunks(samples, 2).map { $0.map { ReplySample.Pair(key: .word, value: $0) } }
    } else if schema["patternProperties"] == nil, schema["additionalProperties"]?.bool != false {
      maps = [[.init(key: .word, value: .word)]]
    }
    maps.insert([], at: min(1, maps.count))
    return maps
  }

  private func byPattern(_ schema: JSONObject, _ place: Place) -> [[ReplySample.Pair]] {
    (schema["patternProperties"]?.object?.members ?? []).flatMap { member in
      let keys = PatternSample.texts(member.name)
      // A pattern that is not known.
      guard !keys.isEmpty else { return [[ReplySample.Pair]]() }
      let samples = samples(member.value, place.part(types.member(place.type, keys.first ?? "")))
      return chunks(samples, min(2, keys.count)).map { values in
        zip(keys, values).map { ReplySample.Pair(key: .text($0), value: $1) }
      }
    }
  }
}
