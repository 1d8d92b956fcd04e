// For errors that say which field they are about.
extension RESPReader {
  /// The name of a map's field, which is the one at `index`.
  public mutating func readFieldName(at index: Int) throws(RedisError) -> String {
    do throws(RedisError) {
      return try readString()
    } catch {
      throw error.at(.index(index))
    }
  }

  /// The field `name` of a list whose positions have a meaning each.
  @inlinable public mutating func readField<Field: RESPDecodable>(
    _ name: StaticString, as type: Field.Type = Field.self
  ) throws(RedisError) -> Field {
    do throws(RedisError) {
      return try Field(from: &self)
    } catch {
      throw error.at(.field(name.description))
    }
  }
}
