import TypedRedis

/// One document that a search found.
public protocol SearchMatch: RESPDecodable {
  var key: RedisBytes { get }

  /// How many elements it has of a RESP2 reply.
  static var partCount: Int { get }

  /// Reads those.
  init(partsFrom reader: inout RESPReader) throws(RedisError)
}

/// What a server can say of a match. What was not asked for is nil or empty.
struct MatchParts<Value: RESPDecodable> {
  var key: RedisBytes
  var score: Double?
  var explanation: ScoreExplanation?
  var sortKey: RedisBytes?
  var fields: [RedisBytes: Value] = [:]
  var others: [String: RESPValue] = [:]

  struct Layout: OptionSet {
    var rawValue: Int
    static var score: Layout { Layout(rawValue: 1) }
    static var sortKey: Layout { Layout(rawValue: 2) }
    static var fields: Layout { Layout(rawValue: 4) }
  }

  /// RESP2: only who asked knows what each element is.
  init(_ layout: Layout, from reader: inout RESPReader) throws(RedisError) {
    key = try reader.readField("id")
    if layout.contains(.score) { try readScore(from: &reader) }
    if layout.contains(.sortKey) { sortKey = try reader.readField("sortkey") }
    if layout.contains(.fields) { try readFields(from: &reader) }
  }

  /// RESP3: every part has a name.
  init(from reader: inout RESPReader) throws(RedisError) {
    var key: RedisBytes?
    self.key = RedisBytes()
    for index in 0..<(try reader.readMapHeader()) {
      let name = try reader.readFieldName(at: index)
      switch name {
      case "id": key = try reader.readField("id")
      case "score": try readScore(from: &reader)
      case "sortkey": sortKey = try reader.readField("sortkey")
      case "extra_attributes": try readFields(from: &reader)
      // Has been empty in every version there was.
      case "values": _ = try reader.readField("values", as: [RedisBytes].self)
      default:
        do throws(RedisError) {
          others[name] = try reader.readValue()
        } catch {
          throw error.at(.field(name))
        }
      }
    }
    guard let key else { throw .missingField("id") }
    self.key = key
  }

  /// A number, or a list of it and what it is made of.
  private mutating func readScore(from reader: inout RESPReader) throws(RedisError) {
    guard try reader.peekKind() == .array else {
      score = try reader.readField("score")
      return
    }
    let explained: ExplainedScore = try reader.readField("score")
    score = explained.score
    explanation = explained.explanation
  }

  /// A document that was deleted meanwhile has none.
  private mutating func readFields(from reader: inout RESPReader) throws(RedisError) {
    fields = try reader.readField("extra_attributes", as: [RedisBytes: Value]?.self) ?? [:]
  }
}

private struct ExplainedScore: RESPRecord {
  var score: Double
  var explanation: ScoreExplanation

  static var fieldCount: Int { 2 }

  init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count >= 2 else { throw .unexpected("a score and its explanation", got: "\(count) fields") }
    score = try reader.readField("number")
    explanation = try reader.readField("explanation")
  }
}

extension MatchParts {
  func required<Part>(_ part: Part?, _ name: String) throws(RedisError) -> Part {
    guard let part else { throw .missingField(name) }
    return part
  }
}
