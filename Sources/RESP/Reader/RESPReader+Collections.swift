// For what generated code reads inside a reply that no Swift type reads by itself.
extension RESPReader {
  /// A list whose elements `element` reads.
  @inlinable public mutating func readList<Element>(
    _ element: (inout RESPReader) throws(RedisError) -> Element
  ) throws(RedisError) -> [Element] {
    let count = try readArrayHeader()
    var list: [Element] = []
    list.reserveCapacity(count)
    for index in 0..<count {
      do throws(RedisError) {
        list.append(try element(&self))
      } catch { throw error.at(.index(index)) }
    }
    return list
  }

  /// The same, with null elements left out.
  @inlinable public mutating func readCompactList<Element>(
    _ element: (inout RESPReader) throws(RedisError) -> Element
  ) throws(RedisError) -> [Element] {
    let count = try readArrayHeader()
    var list: [Element] = []
    list.reserveCapacity(count)
    for index in 0..<count where !readNull() {
      do throws(RedisError) {
        list.append(try element(&self))
      } catch { throw error.at(.index(index)) }
    }
    return list
  }

  /// A record; null and an empty list are how servers say that there is none.
  @inlinable public mutating func readOptional<Record: RESPRecord>(
    _ type: Record.Type
  ) throws(RedisError) -> Record? {
    if readNull() { return nil }
    let count = try readArrayHeader()
    if count == 0 { return nil }
    let record = try Record(fields: Swift.min(count, Record.fieldCount), from: &self)
    for _ in 0..<Swift.max(0, count - Record.fieldCount) { try skip() }
    return record
  }

  /// A map, or keys and values in turn, whose values `value` reads.
  @inlinable public mutating func readDictionary<Key: RESPDecodable & Hashable, Value>(
    of type: Key.Type, _ value: (inout RESPReader) throws(RedisError) -> Value
  ) throws(RedisError) -> [Key: Value] {
    let count = try readMapHeader()
    var dictionary: [Key: Value] = [:]
    dictionary.reserveCapacity(count)
    for index in 0..<count {
      let key: Key
      do throws(RedisError) {
        key = try Key(from: &self)
      } catch { throw error.at(.index(index)) }
      do throws(RedisError) {
        dictionary[key] = try value(&self)
      } catch { throw error.at(.key("\(key)")) }
    }
    return dictionary
  }
}
