import TypedRedis

/// A field of an index.
public struct IndexAttribute: RESPDecodable, Hashable {
  /// The field of a hash, or the path into a JSON document.
  public var identifier: RedisBytes
  /// The name that queries use.
  public var attribute: RedisBytes
  /// `TEXT`, `TAG`, `NUMERIC`, …
  public var type: String
  /// `SORTABLE`, `UNF`, `NOSTEM`, …
  public var flags: Set<String>
  /// What else there is to say, such as `WEIGHT`, `SEPARATOR` or `dim`.
  public var options: [String: RedisBytes]

  public init(
    identifier: RedisBytes, attribute: RedisBytes, type: String, flags: Set<String> = [], options: [String: RedisBytes] = [:]
  ) {
    self.identifier = identifier
    self.attribute = attribute
    self.type = type
    self.flags = flags
    self.options = options
  }

  /// Names that have no value in a RESP2 list.
  private static let bareFlags: Set<String> = [
    "SORTABLE", "UNF", "NOSTEM", "NOINDEX", "CASESENSITIVE", "WITHSUFFIXTRIE", "INDEXEMPTY", "INDEXMISSING",
  ]

  public init(from reader: inout RESPReader) throws(RedisError) {
    var identifier: RedisBytes?
    var attribute: RedisBytes?
    var type: String?
    flags = []
    options = [:]
    let isMap = try reader.peekKind() == .map
    let count = try reader.readArrayHeader()
    var index = 0
    while index < count {
      let name = try reader.readFieldName(at: index)
      let isLast = index + 1 == count
      if !isMap && (isLast || Self.bareFlags.contains(name)) {
        flags.insert(name)
        index += 1
        continue
      }
      do throws(RedisError) {
        switch name {
        case "identifier": identifier = try reader.readBytes()
        case "attribute": attribute = try reader.readBytes()
        case "type": type = try reader.readString()
        case "flags": flags.formUnion(try [String](from: &reader))
        default: options[name] = try reader.readBytes()
        }
      } catch {
        throw error.at(.field(name))
      }
      index += 2
    }
    guard let identifier else { throw .missingField("identifier") }
    guard let attribute else { throw .missingField("attribute") }
    guard let type else { throw .missingField("type") }
    self.identifier = identifier
    self.attribute = attribute
    self.type = type
  }
}
