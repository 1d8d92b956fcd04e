import TypedRedis

/// What a score is made of: a text, and what the numbers in it are made of in turn.
public struct ScoreExplanation: RESPDecodable, Hashable {
  public var text: String
  public var parts: [ScoreExplanation]

  public init(text: String, parts: [ScoreExplanation] = []) {
    self.text = text
    self.parts = parts
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    // The tree has a bound on its depth.
    self = try Self(try reader.readValue())
  }

  /// A text, or a list of a text and of the list of its parts.
  private init(_ value: RESPValue) throws(RedisError) {
    // Words of the query are in it, which may be anything.
    if let text = value.bytes?.description {
      self.init(text: text)
      return
    }
    guard let elements = value.array, let first = elements.first else {
      throw .unexpected("an explanation", got: value.kind)
    }
    guard let text = first.bytes?.description else { throw .unexpected("a text", got: first.kind).at(.index(0)) }
    self.init(text: text)
    for (index, element) in elements.enumerated().dropFirst() {
      guard let list = element.array else { throw .unexpected("a list of parts", got: element.kind).at(.index(index)) }
      for (place, part) in list.enumerated() {
        do throws(RedisError) {
          parts.append(try Self(part))
        } catch {
          throw error.at(.index(place)).at(.index(index))
        }
      }
    }
  }
}

extension ScoreExplanation: RESPRepresentable {
  public var respValue: RESPValue {
    parts.isEmpty ? text.respValue : .array([text.respValue, parts.respValue])
  }
}
