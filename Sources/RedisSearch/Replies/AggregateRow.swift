import TypedRedis

/// One row of what an aggregation made.
public struct AggregateRow<Value: RESPDecodable>: RESPDecodable {
  public var fields: [RedisBytes: AggregateValue<Value>]

  public init(fields: [RedisBytes: AggregateValue<Value>]) { self.fields = fields }

  /// A document that was deleted meanwhile makes a row that is null: there are no fields then.
  public init(from reader: inout RESPReader) throws(RedisError) {
    fields = reader.readNull() ? [:] : try [RedisBytes: AggregateValue<Value>](from: &reader)
  }

  /// The value of a field, nil if it has none or several.
  public subscript(field: String) -> Value? { fields[RedisBytes(field)]?.value }

  /// The values of a field that a reducer made a list of; one of one value if it is no list.
  public func list(_ field: String) -> [Value] { fields[RedisBytes(field)]?.list ?? [] }
}

extension AggregateRow: Equatable where Value: Equatable {}
extension AggregateRow: Hashable where Value: Hashable {}

extension AggregateRow: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue { fields.respValue }
}

/// What a row has in one field.
public indirect enum AggregateValue<Value: RESPDecodable>: RESPDecodable {
  case missing
  case value(Value)
  /// What `TOLIST` and its like make. Of what `COLLECT` makes, names and values take turns.
  case list([AggregateValue])

  private static var maximumDepth: Int { 32 }

  public init(from reader: inout RESPReader) throws(RedisError) {
    self = try Self.read(from: &reader, depth: 0)
  }

  private static func read(from reader: inout RESPReader, depth: Int) throws(RedisError) -> AggregateValue {
    switch try reader.peekKind() {
    case .null:
      try reader.skip()
      return .missing
    case .array, .set, .map:
      guard depth < maximumDepth else { throw .unexpected("a value", got: "lists in lists in lists") }
      var values: [AggregateValue] = []
      for index in 0..<(try reader.readArrayHeader()) {
        do throws(RedisError) {
          values.append(try read(from: &reader, depth: depth + 1))
        } catch {
          throw error.at(.index(index))
        }
      }
      return .list(values)
    default:
      return .value(try Value(from: &reader))
    }
  }

  /// Nil for a list.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// The values of a list, with those of the lists inside.
  public var list: [Value] {
    switch self {
    case .missing: []
    case .value(let value): [value]
    case .list(let values): values.flatMap(\.list)
    }
  }
}

extension AggregateValue: Equatable where Value: Equatable {}
extension AggregateValue: Hashable where Value: Hashable {}

extension AggregateValue: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    switch self {
    case .missing: .null
    case .value(let value): value.respValue
    case .list(let values): .array(values.map(\.respValue))
    }
  }
}
