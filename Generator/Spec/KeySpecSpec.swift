/// How to find some of a command's keys among its arguments.
struct KeySpecSpec: Sendable, Hashable {
  /// Where the keys begin.
  enum Begin: Sendable, Hashable {
    case index(Int)
    /// After a word; the search begins at `startFrom` (counted from the end when negative).
    case keyword(String, startFrom: Int)
    case unknown
  }

  /// Which words from there on are keys.
  enum Find: Sendable, Hashable {
    case range(lastKey: Int, keyStep: Int, limit: Int)
    case keynum(keyNumIndex: Int, firstKey: Int, keyStep: Int)
    case unknown
  }

  enum Flag: String, Sendable, Hashable, CaseIterable {
    case readOnly = "RO"
    case readWrite = "RW"
    case overwrite = "OW"
    case remove = "RM"
    case access, update, insert, delete
    case notKey = "not_key"
    case incomplete
    case variableFlags = "variable_flags"
  }

  var begin: Begin
  var find: Find
  var flags: Set<Flag>
}
