import TypedRedis

/// The words of a query that are in no document, and what they could be.
public struct SpellingReport: RESPDecodable, Hashable {
  public var terms: [Term]

  public init(terms: [Term]) { self.terms = terms }

  public struct Term: Sendable, Hashable {
    public var term: RedisBytes
    /// The best first.
    public var suggestions: [Suggestion]

    public init(term: RedisBytes, suggestions: [Suggestion]) {
      self.term = term
      self.suggestions = suggestions
    }
  }

  public struct Suggestion: Sendable, Hashable {
    public var term: RedisBytes
    /// How many of the documents have it.
    public var score: Double

    public init(term: RedisBytes, score: Double) {
      self.term = term
      self.score = score
    }
  }

  /// RESP2 has a list for each term; RESP3 has the terms as names, and the suggestions.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    terms = []
    guard count > 0 else { return }
    if try reader.peekKind() == .array {
      terms = try reader.readField("terms", first: count)
    } else {
      guard count.isMultiple(of: 2) else { throw .unexpected("names and values", got: "a list of odd length") }
      for index in 0..<count / 2 {
        switch try reader.readFieldName(at: index) {
        case "results": terms = try reader.readField("results", as: TermsByName.self).terms
        default: try reader.skip()
        }
      }
    }
  }
}

/// `["TERM", "helo", [["0.5", "hello"]]]`
private struct ListedTerm: RESPRecord {
  var term: SpellingReport.Term

  static var fieldCount: Int { 3 }

  init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count >= 3 else { throw .unexpected("a term and its suggestions", got: "\(count) fields") }
    _ = try reader.readField("kind", as: String.self)
    let name: RedisBytes = try reader.readField("term")
    let suggestions: [ListedSuggestion] = try reader.readField("suggestions")
    term = SpellingReport.Term(term: name, suggestions: suggestions.map(\.suggestion))
  }
}

private struct ListedSuggestion: RESPRecord {
  var suggestion: SpellingReport.Suggestion

  static var fieldCount: Int { 2 }

  init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    guard count >= 2 else { throw .unexpected("a score and a term", got: "\(count) fields") }
    let score: Double = try reader.readField("score")
    suggestion = SpellingReport.Suggestion(term: try reader.readField("term"), score: score)
  }
}

/// `{"helo": [{"hello": 0.5}]}`
private struct TermsByName: RESPDecodable {
  var terms: [SpellingReport.Term] = []

  init(from reader: inout RESPReader) throws(RedisError) {
    for index in 0..<(try reader.readMapHeader()) {
      let name = try reader.readTerm(at: index)
      do throws(RedisError) {
        let suggestions = try [NamedSuggestions](from: &reader)
        terms.append(SpellingReport.Term(term: name, suggestions: suggestions.flatMap(\.suggestions)))
      } catch {
        throw error.at(.key(name.description))
      }
    }
  }
}

private struct NamedSuggestions: RESPDecodable {
  var suggestions: [SpellingReport.Suggestion] = []

  init(from reader: inout RESPReader) throws(RedisError) {
    for index in 0..<(try reader.readMapHeader()) {
      let name = try reader.readTerm(at: index)
      do throws(RedisError) {
        suggestions.append(SpellingReport.Suggestion(term: name, score: try reader.readDouble()))
      } catch {
        throw error.at(.key(name.description))
      }
    }
  }
}

extension RESPReader {
  fileprivate mutating func readTerm(at index: Int) throws(RedisError) -> RedisBytes {
    do throws(RedisError) {
      return try readBytes()
    } catch {
      throw error.at(.index(index))
    }
  }

  /// So many terms, one behind the other.
  fileprivate mutating func readField(_ name: String, first count: Int) throws(RedisError) -> [SpellingReport.Term] {
    var terms: [SpellingReport.Term] = []
    for index in 0..<count {
      do throws(RedisError) {
        terms.append(try ListedTerm(from: &self).term)
      } catch {
        throw error.at(.index(index)).at(.field(name))
      }
    }
    return terms
  }
}
