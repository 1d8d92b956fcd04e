/// A member that a search found, with the details that were asked for.
public struct GeoMatch<Value: RESPDecodable>: RESPDecodable {
  public var member: Value
  /// Distance from the centre, in the unit of the search.
  public var distance: Double?
  /// The place as the 52-bit number that sorts the set.
  public var hash: Int?
  public var coordinates: GeoCoordinates?

  public init(
    member: Value, distance: Double? = nil, hash: Int? = nil, coordinates: GeoCoordinates? = nil
  ) {
    self.member = member
    self.distance = distance
    self.hash = hash
    self.coordinates = coordinates
  }

  /// The details tell themselves apart: text is a distance, a whole number a hash, a list a place.
  public init(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.peekKind() {
    case .array, .set, .push: break
    default:
      self.init(member: try Value(from: &reader))
      return
    }
    let count = try reader.readArrayHeader()
    guard count > 0 else { throw .unexpected("a member and its details", got: "an empty list") }
    self.init(member: try reader.readField("member"))
    for index in 1..<count {
      do throws(RedisError) {
        try readDetail(from: &reader)
      } catch {
        throw error.at(.index(index))
      }
    }
  }

  private mutating func readDetail(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.peekKind() {
    case .integer: hash = try reader.readInt()
    case .array: coordinates = try GeoCoordinates(from: &reader)
    case .null: try reader.skip()
    default: distance = try reader.readDouble()
    }
  }
}

extension GeoMatch: Equatable where Value: Equatable {}
extension GeoMatch: Hashable where Value: Hashable {}

extension GeoMatch: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    var details = [member.respValue]
    if let distance { details.append(.double(distance)) }
    if let hash { details.append(.integer(hash)) }
    if let coordinates { details.append(.array([.double(coordinates.longitude), .double(coordinates.latitude)])) }
    return .array(details)
  }
}
