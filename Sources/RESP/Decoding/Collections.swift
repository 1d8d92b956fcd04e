extension Optional: RESPDecodable where Wrapped: RESPDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    self = reader.readNull() ? nil : try Wrapped(from: &reader)
  }
}

extension Array: RESPDecodable where Element: RESPDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    self = try Element.readArray(from: &reader)
  }
}

extension Set: RESPDecodable where Element: RESPDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    self.init(minimumCapacity: count)
    for index in 0..<count {
      do throws(RedisError) {
        insert(try Element(from: &reader))
      } catch {
        throw error.at(.index(index))
      }
    }
  }
}

extension Dictionary: RESPDecodable where Key: RESPDecodable, Value: RESPDecodable {
  /// From a map, or an array that alternates keys and values.
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readMapHeader()
    self.init(minimumCapacity: count)
    for index in 0..<count {
      let key: Key
      do throws(RedisError) {
        key = try Key(from: &reader)
      } catch {
        throw error.at(.index(index))
      }
      do throws(RedisError) {
        self[key] = try Value(from: &reader)
      } catch {
        throw error.at(.key("\(key)"))
      }
    }
  }
}
