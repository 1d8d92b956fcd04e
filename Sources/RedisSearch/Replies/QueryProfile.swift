import TypedRedis

/// What a search found and what took how long.
public typealias SearchProfile<Value: RESPDecodable> = QueryProfile<SearchResults<Value>>
/// What an aggregation made and what took how long.
public typealias AggregateProfile<Value: RESPDecodable> = QueryProfile<AggregateRows<Value>>
/// What a search by words and by likeness found and what took how long.
public typealias HybridProfile<Value: RESPDecodable> = QueryProfile<HybridResults<Value>>

/// What a query found, and what took how long.
public struct QueryProfile<Results: RESPDecodable>: RESPDecodable {
  public var results: Results
  /// Differs from version to version of the server.
  public var profile: ProfileDetail

  public init(results: Results, profile: ProfileDetail) {
    self.results = results
    self.profile = profile
  }

  /// A list of two in RESP2; in RESP3 both have names.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    if count == 2 {
      results = try reader.readField("results")
      profile = try reader.readField("profile")
      return
    }
    guard count.isMultiple(of: 2) else { throw .unexpected("results and a profile", got: "\(count) fields") }
    var results: Results?
    var profile: ProfileDetail?
    for index in 0..<count / 2 {
      switch try reader.readFieldName(at: index) {
      case "Results", "results": results = try reader.readField("results")
      case "Profile", "profile": profile = try reader.readField("profile")
      default: try reader.skip()
      }
    }
    guard let results else { throw .missingField("Results") }
    guard let profile else { throw .missingField("Profile") }
    self.results = results
    self.profile = profile
  }
}

extension QueryProfile: Equatable where Results: Equatable {}

extension QueryProfile: RESPRepresentable where Results: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(["Results": results.respValue, "Profile": profile.respValue], and: [:])
  }
}
