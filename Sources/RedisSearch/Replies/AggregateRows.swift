import TypedRedis

/// What an aggregation made.
public struct AggregateRows<Value: RESPDecodable>: RESPDecodable {
  public var rows: [AggregateRow<Value>]
  /// Why this may not be all. RESP2 does not say.
  public var warnings: [RedisBytes]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(rows: [AggregateRow<Value>], warnings: [RedisBytes] = [], otherFields: [String: RESPValue] = [:]) {
    self.rows = rows
    self.warnings = warnings
    self.otherFields = otherFields
  }

  /// RESP2 has a list of rows behind a number that means nothing; RESP3 has names.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    self.init(rows: [])
    guard count > 0 else { return }
    if try reader.peekKind() == .integer {
      try reader.skip()
      try readRows(count - 1, from: &reader)
    } else {
      guard count.isMultiple(of: 2) else { throw .unexpected("names and values", got: "a list of odd length") }
      try readFields(count / 2, from: &reader)
    }
  }

  private mutating func readRows(_ count: Int, from reader: inout RESPReader) throws(RedisError) {
    for index in 0..<count {
      do throws(RedisError) {
        rows.append(try AggregateRow(from: &reader))
      } catch {
        throw error.at(.index(index)).at(.field("rows"))
      }
    }
  }

  private mutating func readFields(_ count: Int, from reader: inout RESPReader) throws(RedisError) {
    for index in 0..<count {
      let name = try reader.readFieldName(at: index)
      do throws(RedisError) {
        switch name {
        case "results": rows = try [WrappedRow](from: &reader).map(\.row)
        case "warning", "warnings": warnings = try [RedisBytes](from: &reader)
        // The number means nothing, and the others say nothing that the command does not say.
        case "total_results": _ = try reader.readInt()
        case "attributes": _ = try [RedisBytes](from: &reader)
        case "format": _ = try reader.readString()
        default: otherFields[name] = try reader.readValue()
        }
      } catch {
        throw error.at(.field(name))
      }
    }
  }

  /// A row as RESP3 has it: the fields are one of several things that could be said of it.
  private struct WrappedRow: RESPDecodable {
    var row = AggregateRow<Value>(fields: [:])

    init(from reader: inout RESPReader) throws(RedisError) {
      for index in 0..<(try reader.readMapHeader()) {
        switch try reader.readFieldName(at: index) {
        case "extra_attributes": row = try reader.readField("extra_attributes")
        default: try reader.skip()
        }
      }
    }
  }
}

extension AggregateRows: Equatable where Value: Equatable {}

extension AggregateRows: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    let results = rows.map { RESPValue.fields(["extra_attributes": $0.respValue], and: [:]) }
    return .fields(["results": .array(results), "warning": warnings.respValue], and: otherFields)
  }
}
