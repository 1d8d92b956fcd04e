/// One generated file.
struct EmittedFile: Sendable, Hashable {
  enum Kind: String, Sendable, Hashable {
    /// Part of the library.
    case source
    /// A test of the generated code.
    case test
  }

  /// Below the output folder of its kind.
  var path: String
  var text: String
  var kind: Kind
}
