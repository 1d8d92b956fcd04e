/// The enums of the overrides, which stand for every choice between exactly their words.
final class SharedEnums {
  private let overrides: [String: EnumOverride]
  private(set) var used: [String: EnumModel] = [:]

  init(_ overrides: [String: EnumOverride]) { self.overrides = overrides }

  /// The shared enum for a choice between `alternatives`, with its cases in their order.
  func model(for alternatives: [ArgumentSpec]) -> EnumModel? {
    let words = alternatives.compactMap { alternative in
      alternative.type == .pureToken && !alternative.multiple ? alternative.token : nil
    }
    guard words.count == alternatives.count else { return nil }
    let wanted = Set(words)
    // The names are sorted, so that of two enums with the same words always the same one is used.
    for (name, entry) in overrides.sorted(by: { $0.key < $1.key })
    where entry.cases.count == words.count && wanted == Set(entry.cases.map(\.word)) {
      if used[name] == nil {
        used[name] = EnumModel(
          name: .shared(name), doc: entry.doc,
          cases: entry.cases.map { Self.caseModel($0.name, $0.word) })
      }
      let cases = words.compactMap { word in
        entry.cases.first { $0.word == word }.map { Self.caseModel($0.name, $0.word) }
      }
      return EnumModel(name: .shared(name), doc: entry.doc, cases: cases)
    }
    return nil
  }

  private static func caseModel(_ name: String, _ word: String) -> CaseModel {
    CaseModel(
      name: ReservedNames.enumCase(name), body: Body(steps: [.token(word)]), isLabelled: false,
      word: word)
  }
}
