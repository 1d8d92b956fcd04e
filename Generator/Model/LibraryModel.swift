/// Commands of which the code goes into another module than TypedRedis.
struct LibraryModel: Sendable, Hashable {
  /// How the names of the files end that describe one.
  static let specificationSuffix = ".redis-commands.json"
  private static let overridesSuffix = ".redis-overrides.json"

  /// As the specification's file is named: "JSON" for `JSON.redis-commands.json`.
  var name: String
  /// The specification's file, without its folder.
  var file: String { name + Self.specificationSuffix }
  /// The overrides beside it.
  var overridesFile: String { name + Self.overridesSuffix }
  /// The name of its value: `CommandLibrary.json`.
  var identifier: String { Identifier.lower(name) }

  /// What is wrong with the name, if something is.
  var problem: String? {
    guard name.unicodeScalars.contains(where: { $0.isASCII && $0.properties.isAlphabetic }) else {
      return "expected a name with a letter from A to Z before \(Self.specificationSuffix), for Swift"
    }
    let taken: Set = ["core", "init", "self", "type", "protocol"]
    return taken.contains(identifier.lowercased())
      ? "\(identifier.quotedForMessage) cannot be a library's name: it means something else already" : nil
  }

  /// Nil for a file that is not named like a library's specification.
  init?(file: String) {
    guard file.hasSuffix(Self.specificationSuffix), file.count > Self.specificationSuffix.count else { return nil }
    name = String(file.dropLast(Self.specificationSuffix.count))
  }
}
