/// Where the same calls on the same server do not give the same, though the specification does not say so.
enum LooseForms {
  typealias Entry = (likeness: Likeness, because: String)

  /// By the name of a form, or of a command for all its forms.
  static let values: [String: Entry] = [:]

  /// Forms that are called as often as it takes.
  static let numberOfCalls: [String: String] = [:]
}
