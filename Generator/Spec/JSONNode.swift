/// A JSON value that knows where it was written.
struct JSONNode: Sendable {
  var value: JSONValue
  var position: SourcePosition
}

indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number with a fraction or an exponent, or one that does not fit `Int`.
  case number(Double)
  case string(String)
  case array([JSONNode])
  case object(JSONObject)
  /// Something unreadable stood here and has been complained about; nobody needs to complain again.
  case invalid
}

/// The members of an object in the order of the file. Of members with the same name the first counts.
struct JSONObject: Sendable {
  struct Member: Sendable {
    var name: String
    var namePosition: SourcePosition
    var value: JSONNode
  }

  private(set) var members: [Member] = []
  private var indexes: [String: Int] = [:]

  init() {}

  /// The member `name`, or nil when there is none.
  subscript(name: String) -> JSONNode? { member(name)?.value }

  func member(_ name: String) -> Member? { indexes[name].map { members[$0] } }

  /// Adds a member at the end; returns the earlier one, and adds nothing, when the name is taken.
  mutating func add(_ member: Member) -> Member? {
    if let earlier = indexes[member.name] { return members[earlier] }
    indexes[member.name] = members.count
    members.append(member)
    return nil
  }
}

extension JSONNode {
  var isInvalid: Bool { if case .invalid = value { true } else { false } }
  var isNull: Bool { if case .null = value { true } else { false } }
  var bool: Bool? { if case .bool(let bool) = value { bool } else { nil } }
  var int: Int? { if case .int(let int) = value { int } else { nil } }
  var string: String? { if case .string(let string) = value { string } else { nil } }
  var array: [JSONNode]? { if case .array(let array) = value { array } else { nil } }
  var object: JSONObject? { if case .object(let object) = value { object } else { nil } }
  /// Any number, also a whole one.
  var double: Double? {
    switch value {
    case .int(let int): Double(int)
    case .number(let number): number
    default: nil
    }
  }

  /// The kind of value in words, for messages: "a string", "an object".
  var kind: String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .int: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    case .invalid: "an unreadable value"
    }
  }
}
