/// A type of reply that the overrides describe.
struct ReplyTypeModel: Sendable, Hashable {
  enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A list with a meaning for each position.
    case record
    /// Named fields, of which newer servers may have more.
    case map
    /// Integers with a meaning each.
    case code
    /// Written by hand.
    case external
  }

  struct Field: Sendable, Hashable {
    /// The server's name for it; only a map has them.
    var key: String
    var name: String
    var type: ReplyType
    var doc: String?

    /// What the keys begin with that it gathers, by the number behind that: `db.` for `db.*`. Nil for one key.
    var prefix: String? { key.hasSuffix("*") ? String(key.dropLast()) : nil }
  }

  struct Case: Sendable, Hashable {
    var code: Int
    var name: String
    var doc: String?
  }

  var name: String
  var kind: Kind
  var doc: String?
  var fields: [Field]
  /// Only a code has them.
  var cases: [Case] = []
  /// Whether it is told what its numbers count.
  var takesUnit = false
  /// Whether there is data of the user in it, so that the type is generic over what that is read as.
  var isGeneric: Bool
  /// Whether it is generic over what the keys beside that data are read as, too.
  var isKeyed = false
  /// Texts that can be read as this type, if it is one that takes texts apart.
  var samples: [String] = []
}
