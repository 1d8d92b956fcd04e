/// Inputs that once broke something.
enum FoundCases {
  static let all: [String] = [
    ""
  ]
}
