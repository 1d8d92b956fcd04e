import TypedRedis

/// Labels by name. One that was asked for and that the series does not have is left out.
struct SeriesLabels {
  var labels: [RedisBytes: RedisBytes] = [:]

  private struct Label: RESPRecord {
    var name: RedisBytes
    var value: RedisBytes?

    static var fieldCount: Int { 2 }

    init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
      guard count >= 2 else { throw .unexpected("a label and its value", got: "\(count) fields") }
      name = try reader.readField("name")
      value = try reader.readField("value")
    }
  }

  /// Reads a map, or a list that has a list for each label, and adds what is in it.
  mutating func read(_ name: StaticString, from reader: inout RESPReader) throws(RedisError) {
    do throws(RedisError) {
      for label in try reader.readPairs(of: Label.self) { labels[label.name] = label.value }
    } catch {
      throw error.at(.field(name.description))
    }
  }
}
