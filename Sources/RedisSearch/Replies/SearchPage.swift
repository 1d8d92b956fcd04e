import TypedRedis

/// The documents that a search found.
public typealias SearchResults<Value: RESPDecodable> = SearchPage<SearchDocument<Value>>
/// The documents that a search found, with their scores.
public typealias ScoredSearchResults<Value: RESPDecodable> = SearchPage<ScoredDocument<Value>>
/// The documents that a search found, with their scores and what those are made of.
public typealias ExplainedSearchResults<Value: RESPDecodable> = SearchPage<ExplainedDocument<Value>>
/// The documents that a search found, with what they were sorted by.
public typealias SortedSearchResults<Value: RESPDecodable> = SearchPage<SortedDocument<Value>>
/// The documents that a search found, with their scores and what they were sorted by.
public typealias ScoredSortedSearchResults<Value: RESPDecodable> = SearchPage<ScoredSortedDocument<Value>>
/// The keys of the documents that a search found.
public typealias SearchKeys = SearchPage<SearchKey>
/// The keys of the documents that a search found, with their scores.
public typealias ScoredSearchKeys = SearchPage<ScoredSearchKey>
/// The keys of the documents that a search found, with what the documents were sorted by.
public typealias SortedSearchKeys = SearchPage<SortedSearchKey>

/// Some of what a search found.
public struct SearchPage<Match: SearchMatch>: RESPDecodable {
  /// How many documents match, here or not.
  public var total: Int
  public var matches: [Match]
  /// Why this may not be all. RESP2 does not say.
  public var warnings: [RedisBytes]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(total: Int, matches: [Match], warnings: [RedisBytes] = [], otherFields: [String: RESPValue] = [:]) {
    self.total = total
    self.matches = matches
    self.warnings = warnings
    self.otherFields = otherFields
  }

  /// RESP2 has one list, which begins with the total and goes on with the parts of all matches; RESP3 has names.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count > 0 else { throw .unexpected("a total and matches", got: "an empty list") }
    if try reader.peekKind() == .integer {
      try self.init(count: count, from: &reader)
    } else {
      guard count.isMultiple(of: 2) else { throw .unexpected("names and values", got: "a list of odd length") }
      try self.init(fields: count / 2, from: &reader)
    }
  }

  private init(count: Int, from reader: inout RESPReader) throws(RedisError) {
    self.init(total: try reader.readField("total"), matches: [])
    guard (count - 1).isMultiple(of: Match.partCount) else {
      throw .unexpected("matches of \(Match.partCount) parts", got: "\(count - 1) parts").at(.field("matches"))
    }
    for index in 0..<(count - 1) / Match.partCount {
      do throws(RedisError) {
        matches.append(try Match(partsFrom: &reader))
      } catch {
        throw error.at(.index(index)).at(.field("matches"))
      }
    }
  }

  private init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    var total: Int?
    var matches: [Match]?
    self.init(total: 0, matches: [])
    for index in 0..<count {
      let name = try reader.readFieldName(at: index)
      do throws(RedisError) {
        switch name {
        case "total_results": total = try reader.readInt()
        case "results": matches = try [Match](from: &reader)
        case "warning", "warnings": warnings = try [RedisBytes](from: &reader)
        // They say nothing that the form does not say.
        case "attributes": _ = try [RedisBytes](from: &reader)
        case "format": _ = try reader.readString()
        default: otherFields[name] = try reader.readValue()
        }
      } catch {
        throw error.at(.field(name))
      }
    }
    guard let total else { throw .missingField("total_results") }
    guard let matches else { throw .missingField("results") }
    self.total = total
    self.matches = matches
  }
}

extension SearchPage: Equatable where Match: Equatable {}

extension SearchPage: RESPRepresentable where Match: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(
      ["total_results": total.respValue, "results": matches.respValue, "warning": warnings.respValue],
      and: otherFields)
  }
}
