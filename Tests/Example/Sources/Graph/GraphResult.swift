import TypedRedis

/// What a graph query found and did.
public struct GraphResult: RESPDecodable {
  /// The names of what the query returns; empty if it returns nothing.
  public var columns: [String]
  public var rows: [[RESPValue]]
  /// What the server says about the execution: `Nodes created: 1`.
  public var statistics: [String]

  /// A query that returns nothing is answered with its statistics alone.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let parts = try [RESPValue](from: &reader)
    let texts = { (value: RESPValue?) in (value?.array ?? []).map { $0.string ?? "\($0)" } }
    statistics = texts(parts.last)
    columns = parts.count > 1 ? texts(parts.first) : []
    rows = parts.count > 2 ? (parts[1].array ?? []).map { $0.array ?? [] } : []
  }
}
