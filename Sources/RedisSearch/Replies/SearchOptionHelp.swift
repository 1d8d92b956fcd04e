import TypedRedis

/// A setting of the module and what it is for.
public struct SearchOptionHelp: RESPRecord, Hashable {
  public var name: String
  public var description: String
  public var value: RedisBytes?

  public init(name: String, description: String, value: RedisBytes?) {
    self.name = name
    self.description = description
    self.value = value
  }

  /// More than there are: a name, and then names and values.
  public static var fieldCount: Int { 16 }

  /// All in one list in RESP2; in RESP3 the setting's name as a key, the others in a map.
  public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count >= 2 else { throw .unexpected("a setting", got: "\(count) fields") }
    name = try reader.readField("name")
    description = ""
    if count > 2 {
      try readDetails((count - 1) / 2, from: &reader)
      if !count.isMultiple(of: 2) { return }
      try reader.skip()
    } else {
      do throws(RedisError) {
        try readDetails(try reader.readMapHeader(), from: &reader)
      } catch {
        throw error.at(.field("details"))
      }
    }
  }

  private mutating func readDetails(_ count: Int, from reader: inout RESPReader) throws(RedisError) {
    for index in 0..<count {
      switch try reader.readFieldName(at: index) {
      case "Description": description = try reader.readField("description")
      case "Value": value = try reader.readField("value")
      default: try reader.skip()
      }
    }
  }
}
