/// Commands of which the code goes into another module than TypedRedis.
struct LibraryModel: Sendable, Hashable {
  /// How the names of the files end that describe one.
  static let specificationSuffix = ".redis-commands.json"
  static let overridesSuffix = ".redis-overrides.json"

  /// As the specification's file is named: "JSON" for `JSON.redis-commands.json`.
  var name: String
  /// The specification's file, without its folder.
  var file: String { name + Self.specificationSuffix }
  /// The name of its value: `CommandLibrary.json`.
  var identifier: String { Identifier.lower(name) }

  /// Nil for a file that is not named like a library's specification.
  init?(file: String) {
    guard file.hasSuffix(Self.specificationSuffix), file.count > Self.specificationSuffix.count else { return nil }
    name = String(file.dropLast(Self.specificationSuffix.count))
  }
}
