/// Which number of a version "major.minor.patch" has to be raised.
enum VersionStep: String, Comparable, CaseIterable {
  case none, patch, minor, major

  /// What breaks source is major; new things and advice against old ones are minor; other facts, such as where a command's keys are,
  /// change what programs do but not what they can say.
  init(_ commands: [CommandChange], _ api: [APIChange]) {
    let isDeprecating = commands.contains { $0.facts.contains { $0.kind == .deprecated } }
    self =
      api.contains(where: \.breaks) ? .major : !api.isEmpty || isDeprecating ? .minor : commands.isEmpty ? .none : .patch
  }

  static func < (left: VersionStep, right: VersionStep) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}
