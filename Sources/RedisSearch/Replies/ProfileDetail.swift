import TypedRedis

/// A part of a profile. Its shape is the server's: `profile["Shards"]?[0]?["Parsing time"]?.double`.
public indirect enum ProfileDetail: RESPDecodable, Hashable {
  case null
  /// Numbers, too: the protocols differ in what is one.
  case text(String)
  case list([ProfileDetail])
  case map([String: ProfileDetail])

  public init(from reader: inout RESPReader) throws(RedisError) {
    // The tree has a bound on its depth.
    self.init(try reader.readValue())
  }

  /// RESP2 sends a map as a list in which names and values take turns, so that is what such a list is taken for.
  public init(_ value: RESPValue) {
    if let elements = value.array {
      self = Self.map(elements) ?? .list(elements.map { ProfileDetail($0) })
    } else if case .map(let pairs) = value.plain {
      let elements = pairs.flatMap { [$0.key, $0.value] }
      self = Self.map(elements) ?? .list(elements.map { ProfileDetail($0) })
    } else {
      self = Self.scalar(value)
    }
  }

  private static func map(_ elements: [RESPValue]) -> ProfileDetail? {
    guard !elements.isEmpty, elements.count.isMultiple(of: 2) else { return nil }
    var map: [String: ProfileDetail] = [:]
    for index in stride(from: 0, to: elements.count, by: 2) {
      guard let name = elements[index].string, map.updateValue(ProfileDetail(elements[index + 1]), forKey: name) == nil
      else { return nil }
    }
    return .map(map)
  }

  private static func scalar(_ value: RESPValue) -> ProfileDetail {
    switch value.plain {
    case .null: .null
    case .integer(let number): .text("\(number)")
    case .double(let number): .text(RedisValue.double(number).description)
    case .boolean(let flag): .text(flag ? "1" : "0")
    default: .text(value.bytes?.description ?? value.description)
    }
  }

  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  public var int: Int? { text.flatMap { Int($0) } }

  public var double: Double? { text.flatMap { Double($0) } }

  public subscript(name: String) -> ProfileDetail? {
    if case .map(let map) = self { map[name] } else { nil }
  }

  public subscript(index: Int) -> ProfileDetail? {
    guard case .list(let list) = self, list.indices.contains(index) else { return nil }
    return list[index]
  }
}

extension ProfileDetail: RESPRepresentable {
  public var respValue: RESPValue {
    switch self {
    case .null: .null
    case .text(let text): text.respValue
    case .list(let list): .array(list.map(\.respValue))
    case .map(let map): map.respValue
    }
  }
}
